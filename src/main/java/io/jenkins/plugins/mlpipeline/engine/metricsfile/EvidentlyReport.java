package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.Map;
import java.util.Optional;

/** A report or a snapshot of Evidently, of today's form (from 0.6 on) or of the one before. */
final class EvidentlyReport implements ToolFormat {
    private static final String VALUE = "value";
    private static final String SCORE = "_score";

    @Override
    public Optional<Taken> read(JsonNode document) {
        JsonNode list = document.path("metrics");
        if (!list.isArray() || list.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : list) {
            // "metric_id" in 0.6.
            JsonNode name = entry.has("metric_name") ? entry.path("metric_name") : entry.path("metric_id");
            boolean today = entry.has(VALUE) && name.isTextual();
            boolean before = entry.path("metric").isTextual() && entry.has("result");
            if (today) {
                put(metrics, today(name.asText()), entry.path(VALUE));
            } else if (before) {
                before(metrics, entry.path("metric").asText(), entry.path("result"));
            } else if (!entry.isObject() || !entry.isEmpty()) {
                // It writes {} for a metric without a result.
                return Optional.empty();
            }
        }
        return metrics.isEmpty()
                ? Optional.empty()
                : Optional.of(new Taken(metrics, "taken for a report of Evidently"));
    }

    /** {@code Accuracy(conf_matrix=True)} without its arguments; other arguments tell one metric from another. */
    private static String today(String written) {
        int arguments = written.indexOf('(');
        String name = arguments < 0 ? written : written.substring(0, arguments);
        int column = written.indexOf("column=");
        if (column < 0) {
            return ours(snake(name));
        }
        int end = column + "column=".length();
        int stop = end;
        while (stop < written.length() && ",)".indexOf(written.charAt(stop)) < 0) {
            stop++;
        }
        return snake(name) + "." + written.substring(end, stop);
    }

    /** {@code F1Score} is our f1. */
    private static String ours(String name) {
        String bare = name.endsWith(SCORE) ? name.substring(0, name.length() - SCORE.length()) : name;
        return Metric.find(name).isEmpty() && Metric.find(bare).isPresent() ? bare : name;
    }

    /** The metrics of the current data; those of the reference data are called so. */
    private static void before(ObjectNode metrics, String name, JsonNode result) {
        JsonNode current = result.path("current");
        boolean compared = current.isObject();
        for (Map.Entry<String, JsonNode> value : (compared ? current : result).properties()) {
            if (value.getValue().isNumber()) {
                put(metrics, compared ? value.getKey() : snake(name) + "." + value.getKey(), value.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> value : result.path("reference").properties()) {
            if (value.getValue().isNumber()) {
                put(metrics, "reference." + value.getKey(), value.getValue());
            }
        }
    }

    /** The first of two that have one name counts: the others are of parts of the data. */
    private static void put(ObjectNode metrics, String name, JsonNode value) {
        if (!metrics.has(name)) {
            metrics.set(name, value);
        }
    }

    /** {@code F1Score} as {@code f1_score}, {@code RocAuc} as {@code roc_auc}. */
    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            boolean begins = Character.isUpperCase(c)
                    && i > 0
                    && (!Character.isUpperCase(camel.charAt(i - 1))
                            || i + 1 < camel.length() && Character.isLowerCase(camel.charAt(i + 1)));
            if (begins) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
