package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Keras' {@code History.history}, {@code evals_result} of XGBoost and LightGBM: lists with a number for each epoch or round. */
final class TrainingHistory implements ToolFormat {
    private static final int MOST_DEEP = 2;

    @Override
    public Optional<Taken> read(JsonNode document) {
        int epochs = epochs(document, -1, 1);
        if (epochs < 1) {
            return Optional.empty();
        }
        return Optional.of(new Taken(
                last(document),
                "taken for a history of " + epochs + (epochs == 1 ? " epoch" : " epochs")
                        + ": the last one counts, which need not be the one whose weights were kept"));
    }

    /** The length that all lists have; 0 when there is something else in it, or they differ; -1 for no list. */
    private static int epochs(JsonNode node, int known, int depth) {
        int epochs = known;
        for (JsonNode below : node) {
            if (below.isObject() && depth < MOST_DEEP) {
                epochs = epochs(below, epochs, depth + 1);
            } else if (isNumbers(below) && (epochs < 0 || epochs == below.size())) {
                epochs = below.size();
            } else {
                return 0;
            }
            if (epochs == 0) {
                return 0;
            }
        }
        return epochs;
    }

    private static boolean isNumbers(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            return false;
        }
        for (JsonNode item : list) {
            if (!item.isNumber()) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode last(JsonNode node) {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            metrics.set(entry.getKey(), value.isObject() ? last(value) : value.get(value.size() - 1));
        }
        return metrics;
    }
}
