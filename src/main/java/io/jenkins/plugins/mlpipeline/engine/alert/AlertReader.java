package io.jenkins.plugins.mlpipeline.engine.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what Alertmanager sends to a webhook, version 4 of its format; keys that are not needed are passed over. */
public final class AlertReader {
    /** The largest message, in bytes. */
    public static final int MOST_BYTES = 1 << 19;

    private static final String NAME = "the alert message";
    private static final String VERSION = "4";
    private static final int MOST_ALERTS = 500;
    private static final int MOST_LABELS = 64;
    private static final int LONGEST_LABEL = 128;
    private static final int LONGEST_VALUE = 1024;
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{1,64}");

    private AlertReader() {}

    /**
     * Reads a message.
     *
     * @param json strict JSON, at most {@link #MOST_BYTES}
     * @return its alerts in their order
     * @throws UserError when it is not of that format, or has more alerts or labels than make sense
     */
    public static List<Alert> read(String json) {
        JsonNode message = Json.parse(json, JsonNode.class, NAME, new Budget(TextLimits.ALERTS));
        if (!message.isObject()) {
            throw new UserError(NAME + ": the document must be an object.");
        }
        String version = text(message, "version", LONGEST_VALUE);
        if (!version.equals(VERSION)) {
            throw new UserError(NAME + " has the version \"" + version + "\"; version " + VERSION + " is read.");
        }
        String group = text(message, "groupKey", LONGEST_VALUE * 4);
        JsonNode alerts = message.path("alerts");
        if (!alerts.isArray() || alerts.isEmpty() || alerts.size() > MOST_ALERTS) {
            throw new UserError(NAME + ": alerts is no list of 1 to " + MOST_ALERTS + " alerts.");
        }
        List<Alert> read = new ArrayList<>();
        for (JsonNode alert : alerts) {
            read.add(alert(group, alert));
        }
        return read;
    }

    private static Alert alert(String group, JsonNode alert) {
        String status = text(alert, "status", LONGEST_LABEL);
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw new UserError(NAME + ": the status \"" + status + "\" is neither firing nor resolved.");
        }
        String fingerprint = text(alert, "fingerprint", LONGEST_LABEL);
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new UserError(
                    NAME + ": the fingerprint \"" + fingerprint + "\" does not consist of hexadecimal digits.");
        }
        JsonNode summary = alert.path("annotations").path("summary");
        return new Alert(
                group,
                status.equals("firing"),
                labels(alert.path("labels")),
                summary.isTextual() ? PlainText.line(cut(summary.asText())) : null,
                time(text(alert, "startsAt", LONGEST_LABEL)),
                fingerprint);
    }

    private static SortedMap<String, String> labels(JsonNode labels) {
        if (!labels.isObject() || labels.size() > MOST_LABELS) {
            throw new UserError(NAME + ": labels is no object with at most " + MOST_LABELS + " labels.");
        }
        SortedMap<String, String> read = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            if (!label.getValue().isTextual()
                    || label.getKey().length() > LONGEST_LABEL
                    || label.getValue().asText().length() > LONGEST_VALUE) {
                throw new UserError(NAME + ": the label \"" + PlainText.line(cut(label.getKey()))
                        + "\" is no text, or its name or value is longer than " + LONGEST_LABEL + " or " + LONGEST_VALUE
                        + " characters.");
            }
            read.put(
                    PlainText.line(label.getKey()),
                    PlainText.line(label.getValue().asText()));
        }
        return read;
    }

    private static Instant time(String written) {
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw new UserError(NAME + ": startsAt is \"" + written + "\"; a time is expected.", e);
        }
    }

    /** A text that must be there, on one line. */
    private static String text(JsonNode object, String key, int longest) {
        JsonNode value = object.path(key);
        if (!value.isTextual() || value.asText().length() > longest) {
            throw new UserError(NAME + ": " + key + " is no text of at most " + longest + " characters.");
        }
        return PlainText.line(value.asText());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }
}
