package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedJson;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads metrics that another tool wrote: a JSON object of numbers, flat (MLflow, most scripts) or nested (DVC,
 * scikit-learn's {@code classification_report}); nested names are joined by dots. MLflow's list of
 * {@code {"key": ..., "value": ..., "step": ...}} is read too, the last step counts.
 *
 * <p>{@code NaN} and infinities, bare or as texts, are undefined metrics with a reason, never values. What is not a number
 * is left out and listed in the warnings.
 */
public final class MetricsFile {
    /** The largest file that is read. */
    private static final int MAX_BYTES = 8 << 20;

    private static final int MAX_METRICS = 10_000;
    private static final int MOST_LISTED = 10;
    private static final int MAX_NAME = TextLimits.METRICS.key();
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private final String name;
    private final Map<String, MetricValue> metrics = new LinkedHashMap<>();
    private final Map<String, Double> steps = new LinkedHashMap<>();
    /** The first names of what is not a number; {@link #ignoredCount} counts all. */
    private final List<String> ignored = new ArrayList<>();

    private int ignoredCount;

    private MetricsFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file as an evaluation without rows.
     *
     * @param subject what the metrics are about, as {@link Subject#resolve} answers; null when not bound
     * @param clock gives the time of the document
     * @throws UserError when it is missing, too large, not JSON, or holds no numbers
     */
    public static Evaluation read(Path file, String subject, Clock clock) throws IOException {
        return read(file.toString(), bytes(file), subject, clock);
    }

    /**
     * The same of a file that is read already.
     *
     * @param file its path, for messages
     */
    public static Evaluation read(String file, byte[] bytes, String subject, Clock clock) throws IOException {
        MetricsFile reading = new MetricsFile(file);
        reading.parse(bytes);
        if (reading.metrics.isEmpty()) {
            throw new UserError(file + ": holds no numbers, so there is nothing to judge."
                    + (reading.ignored.isEmpty() ? "" : " Not numbers: " + reading.listed() + "."));
        }
        return new Evaluation(
                Evaluation.SCHEMA_VERSION,
                null,
                null,
                null,
                null,
                null,
                subject,
                new DataRef(file.substring(file.lastIndexOf('/') + 1), null, null, null, null),
                null,
                reading.metrics,
                reading.directions(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                reading.warnings(subject),
                clock.instant().toString(),
                null);
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UserError(
                        file + ": larger than " + (MAX_BYTES >> 20) + " MiB, which is more than metrics need.");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    private void parse(byte[] bytes) throws IOException {
        Budget budget = new Budget(TextLimits.METRICS);
        try (JsonParser parser = LimitedJson.lenient(bytes, 0, bytes.length, name, 1, budget)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UserError(name + ": the file is empty; a JSON object of numbers is expected.");
            }
            if (!first.isStructStart()) {
                throw new UserError(
                        name + ": is a single value; a JSON object of numbers is expected, {\"accuracy\": 0.9}.");
            }
            value(parser, first, "");
            if (parser.nextToken() != null) {
                throw new UserError(name + ": something follows the JSON object. Write one object.");
            }
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new UserError(
                    name + ": not valid JSON" + at + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    private void value(JsonParser parser, JsonToken token, String path) throws IOException {
        switch (token) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> array(parser, path);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path, parser.getDoubleValue(), parser.getText());
            case VALUE_STRING -> text(path, parser.getText());
            case VALUE_NULL -> put(path, MetricValue.undefined("the file says null"));
            default -> ignore(path);
        }
    }

    private void object(JsonParser parser, String path) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String inner = inside(path, parser.currentName());
            value(parser, parser.nextToken(), inner);
        }
    }

    private void array(JsonParser parser, String path) throws IOException {
        boolean other = false;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                other |= !entry(parser, path);
            } else {
                parser.skipChildren();
                other = true;
            }
        }
        if (other) {
            ignore(path.isEmpty() ? "a list" : path);
        }
    }

    /** One element of MLflow's list; false when it is something else. */
    private boolean entry(JsonParser parser, String path) throws IOException {
        String key = null;
        String text = null;
        double value = Double.NaN;
        double step = Double.NEGATIVE_INFINITY;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String field = parser.currentName();
            token = parser.nextToken();
            if (field.equals("key") && token == JsonToken.VALUE_STRING) {
                key = parser.getText();
            } else if (field.equals("value") && token.isNumeric()) {
                value = parser.getDoubleValue();
                text = parser.getText();
            } else if (field.equals("value") && token == JsonToken.VALUE_STRING) {
                text = parser.getText();
            } else if (field.equals("step") && token.isNumeric()) {
                step = parser.getDoubleValue();
            } else {
                parser.skipChildren();
            }
        }
        if (key == null || text == null) {
            return false;
        }
        String full = inside(path, key);
        Double before = steps.get(full);
        if (before == null || step >= before) {
            if (before != null) {
                metrics.remove(full);
            }
            steps.put(full, step);
            if (Double.isNaN(value)) {
                text(full, text);
            } else {
                number(full, value, text);
            }
        }
        return true;
    }

    private void number(String path, double value, String text) {
        put(
                path,
                Double.isFinite(value)
                        ? new MetricValue(value, null, null, null, null)
                        : MetricValue.undefined("the file says " + text));
    }

    private void text(String path, String text) {
        if (NOT_FINITE.contains(text.strip().toLowerCase(Locale.ROOT))) {
            put(path, MetricValue.undefined("the file says \"" + text.strip() + "\""));
        } else {
            ignore(path);
        }
    }

    private void put(String path, MetricValue value) {
        if (metrics.put(path, value) != null) {
            throw new UserError(name + ": the metric \"" + path + "\" is there twice. Give each its own name.");
        }
        if (metrics.size() > MAX_METRICS) {
            throw new UserError(
                    name + ": holds more than " + MAX_METRICS + " metrics, which is the most that is read.");
        }
    }

    /** Directions of names that end with one of ours, {@code test.accuracy}; ours alone need none. */
    private Map<String, String> directions() {
        Map<String, String> directions = new LinkedHashMap<>();
        for (String key : metrics.keySet()) {
            int end = Math.max(key.lastIndexOf('.'), key.lastIndexOf('/'));
            String last = key.substring(end + 1);
            Optional<Metric> ours = end < 0 || last.startsWith("neg_") ? Optional.empty() : Metric.find(last);
            ours.ifPresent(metric -> directions.put(key, metric.direction().key()));
        }
        return directions.isEmpty() ? null : directions;
    }

    private List<String> warnings(String subject) {
        List<String> warnings = new ArrayList<>();
        if (!ignored.isEmpty()) {
            warnings.add("left out, since they are not numbers: " + listed() + ".");
        }
        if (subject == null) {
            warnings.add("the metrics are not bound to a model, so they can gate a build but no deployment.");
        }
        return List.copyOf(warnings);
    }

    private void ignore(String path) {
        ignoredCount++;
        if (ignored.size() < MOST_LISTED) {
            ignored.add(path);
        }
    }

    private String listed() {
        String some = String.join(", ", ignored);
        return ignoredCount > MOST_LISTED ? some + ", ... (" + ignoredCount + " in all)" : some;
    }

    /** The name of something inside of something else. */
    private String inside(String path, String key) {
        String full = path.isEmpty() ? key : path + "." + key;
        if (full.length() > MAX_NAME) {
            throw new UserError(name + ": the name of a metric, with those of the objects around it, has more than "
                    + MAX_NAME + " characters, the most that are read. Shorten it.");
        }
        return full;
    }
}
