package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An MLflow run: {@code mlflow runs describe}, {@code Run.to_dictionary()}, or the answer of {@code runs/get}. */
final class MlflowRun implements ToolFormat {
    @Override
    public Optional<Taken> read(JsonNode document) {
        JsonNode run = document.path("run").isObject() ? document.path("run") : document;
        String id = run.path("info").path("run_id").asText("");
        JsonNode metrics = run.path("data").path("metrics");
        if (id.isEmpty() || !metrics.isObject() && !metrics.isArray()) {
            return Optional.empty();
        }
        return Optional.of(new Taken(
                metrics.isArray() ? last((ArrayNode) metrics) : metrics,
                "taken for the MLflow run " + id + ": of each metric the last step counts"));
    }

    private static ObjectNode last(ArrayNode entries) {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        Map<String, Double> steps = new HashMap<>();
        for (JsonNode entry : entries) {
            String key = entry.path("key").asText("");
            double step = entry.path("step").asDouble(0);
            if (!key.isEmpty() && step >= steps.getOrDefault(key, Double.NEGATIVE_INFINITY)) {
                steps.put(key, step);
                metrics.set(key, entry.path("value"));
            }
        }
        return metrics;
    }
}
