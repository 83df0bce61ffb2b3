package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.gate.Figures;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The few metrics of a model that a summary has room for. */
final class Headline {
    private static final int MOST = 4;

    /** By use: what is asked about first comes first. */
    private static final List<String> KEYS = List.of(
            "accuracy",
            "balanced_accuracy",
            "roc_auc",
            "roc_auc_ovr",
            "f1",
            "f1_macro",
            "root_mean_squared_error",
            "mean_absolute_error",
            "r2");

    private Headline() {}

    /**
     * The metrics in one line, {@code accuracy 0.765, roc_auc 0.8012}; when none of the usual ones is there, the first ones
     * that are.
     *
     * @param metrics values by key
     */
    static String of(Map<String, Double> metrics) {
        Stream<String> keys = KEYS.stream().anyMatch(metrics::containsKey)
                ? KEYS.stream().filter(metrics::containsKey)
                : metrics.keySet().stream();
        return keys.limit(MOST)
                .map(key -> key + " " + Figures.rounded(metrics.get(key)))
                .collect(Collectors.joining(", "));
    }
}
