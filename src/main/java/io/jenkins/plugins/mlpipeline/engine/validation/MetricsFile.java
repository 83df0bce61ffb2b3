package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedJson;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads metrics that another tool wrote: a JSON object of numbers, or the same in YAML, flat (MLflow, most scripts) or nested
 * (DVC, scikit-learn's {@code classification_report}); nested names are joined by dots. A list of
 * {@code {"key": ..., "value": ..., "step": ...}} (MLflow; also {@code name} or {@code metric}) is read too, the last step
 * counts; a list of one object is that object, and of several they are called by their position, {@code 0.accuracy}.
 *
 * <p>{@code NaN} and infinities, bare or as texts, are undefined metrics with a reason, never values. A number in quotes is
 * read as one, and said. What is not a number is left out and listed in the warnings; under the name of one of our metrics
 * it is an undefined metric.
 */
public final class MetricsFile {
    /** The largest file that is read. */
    private static final int MAX_BYTES = 8 << 20;

    private static final int HEAD = 1024;

    private static final int MAX_METRICS = 10_000;
    private static final int MOST_LISTED = 10;
    private static final int MAX_NAME = TextLimits.METRICS.key();
    private static final Set<String> NOT_FINITE = Set.of(
            "nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", ".nan", ".inf", "+.inf", "-.inf");

    /** What a list of metrics calls their names. */
    private static final List<String> NAMES = List.of("key", "name", "metric");

    private static final int MOST_DIGITS = 40;

    private final String name;
    /** Texts under {@link #NAMES}. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    private final Map<String, MetricValue> metrics = new LinkedHashMap<>();
    private final Map<String, Double> steps = new LinkedHashMap<>();
    /** Numbers that were written as texts, as {@link #ignored}. */
    private final List<String> quoted = new ArrayList<>();

    private int quotedCount;
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
        if (isYaml(file)) {
            reading.yaml(new String(bytes, StandardCharsets.UTF_8));
        } else {
            reading.parse(bytes);
        }
        if (reading.metrics.isEmpty()) {
            throw new UserError(file + ": holds no numbers with names, so there is nothing to judge."
                    + (reading.ignored.isEmpty()
                            ? ""
                            : " Not numbers: " + listed(reading.ignored, reading.ignoredCount) + "."));
        }
        return Evaluation.ofMetrics(
                subject,
                file.substring(file.lastIndexOf('/') + 1),
                reading.metrics,
                reading.directions(),
                reading.warnings(subject),
                clock.instant().toString());
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

    private static boolean isYaml(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    private void yaml(String text) throws IOException {
        List<JsonNode> documents = YamlReader.trees(name, text, new Budget(TextLimits.METRICS));
        if (documents.size() != 1) {
            throw new UserError(name + ": holds " + documents.size()
                    + " YAML documents; one mapping of numbers is expected, accuracy: 0.9.");
        }
        if (!documents.get(0).isContainerNode()) {
            throw new UserError(name + ": is a single value; a mapping of numbers is expected, accuracy: 0.9.");
        }
        try (JsonParser parser = documents.get(0).traverse()) {
            value(parser, parser.nextToken(), "");
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
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "."
                            + (looksLikeJson(bytes)
                                    ? ""
                                    : " A file of metrics is JSON, {\"accuracy\": 0.9}, or YAML when its name ends in"
                                            + " .yaml or .yml."),
                    e);
        }
    }

    private static boolean looksLikeJson(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.UTF_8).strip();
        return head.startsWith("{") || head.startsWith("[");
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
        List<MetricsFile> objects = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                MetricsFile object = new MetricsFile(name);
                object.object(parser, "");
                if (!entry(object, path)) {
                    objects.add(object);
                }
            } else {
                parser.skipChildren();
                other = true;
            }
        }
        for (int i = 0; i < objects.size(); i++) {
            merge(objects.get(i), objects.size() == 1 ? path : inside(path, Integer.toString(i)));
        }
        if (other) {
            ignore(path.isEmpty() ? "a list, whose values have no names (write {\"accuracy\": 0.9})" : path);
        }
    }

    /** One element of MLflow's list; false when it is something else. */
    private boolean entry(MetricsFile object, String path) {
        MetricValue value = object.metrics.get("value");
        String key = NAMES.stream()
                .map(object.texts::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (key == null || value == null) {
            return false;
        }
        MetricValue at = object.metrics.get("step");
        double step = at == null || at.value() == null ? Double.NEGATIVE_INFINITY : at.value();
        String full = inside(path, key);
        Double before = steps.get(full);
        if (before == null || step >= before) {
            if (before != null) {
                metrics.remove(full);
            }
            steps.put(full, step);
            put(full, value);
            if (object.quotedCount > 0) {
                quote(full);
            }
        }
        return true;
    }

    private void merge(MetricsFile object, String path) {
        object.metrics.forEach((key, value) -> put(inside(path, key), value));
        object.quoted.forEach(key -> quote(inside(path, key)));
        quotedCount += object.quotedCount - object.quoted.size();
        object.ignored.forEach(key -> ignore(inside(path, key)));
        ignoredCount += object.ignoredCount - object.ignored.size();
    }

    private void number(String path, double value, String text) {
        put(
                path,
                Double.isFinite(value)
                        ? new MetricValue(value, null, null, null, null)
                        : MetricValue.undefined("the file says " + text));
    }

    private void text(String path, String text) {
        if (NAMES.contains(path)) {
            texts.put(path, text);
        }
        String stripped = text.strip();
        if (NOT_FINITE.contains(stripped.toLowerCase(Locale.ROOT))) {
            put(path, MetricValue.undefined("the file says \"" + stripped + "\""));
            return;
        }
        Double value = decimal(stripped);
        if (value != null) {
            put(path, new MetricValue(value, null, null, null, null));
            quote(path);
        } else if (Metric.find(path.substring(end(path) + 1)).isPresent()) {
            put(
                    path,
                    MetricValue.undefined(
                            "the file says \"" + stripped.substring(0, Math.min(stripped.length(), MOST_DIGITS))
                                    + "\", which is a text; write a number"));
        } else {
            ignore(path);
        }
    }

    /** A number in the usual notation; null when it is something else, or not finite. */
    private static Double decimal(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
        if (!plain) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
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
            int end = end(key);
            String last = key.substring(end + 1);
            Optional<Metric> ours = end < 0 || last.startsWith("neg_") ? Optional.empty() : Metric.find(last);
            ours.ifPresent(metric -> directions.put(key, metric.direction().key()));
        }
        return directions.isEmpty() ? null : directions;
    }

    /** Where the names of objects around a metric end; -1 when there are none. */
    private static int end(String key) {
        return Math.max(key.lastIndexOf('.'), key.lastIndexOf('/'));
    }

    private List<String> warnings(String subject) {
        List<String> warnings = new ArrayList<>();
        if (!quoted.isEmpty()) {
            warnings.add("written as texts, and read as numbers: " + listed(quoted, quotedCount) + ".");
        }
        if (!ignored.isEmpty()) {
            warnings.add("left out, since they are not numbers: " + listed(ignored, ignoredCount) + ".");
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

    private void quote(String path) {
        quotedCount++;
        if (quoted.size() < MOST_LISTED) {
            quoted.add(path);
        }
    }

    private static String listed(List<String> names, int count) {
        String some = String.join(", ", names);
        return count > MOST_LISTED ? some + ", ... (" + count + " in all)" : some;
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
