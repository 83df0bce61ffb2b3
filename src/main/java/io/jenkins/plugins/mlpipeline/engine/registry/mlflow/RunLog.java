package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is logged to a run.
 *
 * @param metrics finite numbers, by a name that MLflow takes
 * @param documents texts, by the name of the file
 */
public record RunLog(Map<String, Double> metrics, Map<String, String> documents) {
    /** Most metrics that MLflow takes at once. */
    private static final int MOST = 1_000;

    public RunLog {
        metrics = Map.copyOf(metrics);
        documents = Map.copyOf(documents);
    }

    /** The metrics of an evaluation that have a value, with documents about it. */
    public static RunLog of(Evaluation evaluation, Map<String, String> documents) {
        Map<String, Double> metrics = new TreeMap<>();
        evaluation.metrics().forEach((key, value) -> {
            if (value.value() != null && metrics.size() < MOST) {
                metrics.put(name(key), value.value());
            }
        });
        return new RunLog(metrics, documents);
    }

    /** {@code fbeta(beta=2)} is {@code fbeta beta 2}: MLflow takes no brackets. */
    private static String name(String key) {
        return key.replaceAll("[^A-Za-z0-9_.:/-]+", " ").strip();
    }
}
