package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The few metrics of a model that a summary has room for. */
final class Headline {
    private static final int MOST = 4;

    private Headline() {}

    /**
     * The metrics in one line, {@code accuracy 0.765, roc_auc 0.8012}; when none of the usual ones is there, the first ones
     * that are.
     *
     * @param metrics values by key
     */
    static String of(Map<String, Double> metrics) {
        return keys(metrics).stream()
                .map(key -> key + " " + Figures.rounded(metrics.get(key)))
                .collect(Collectors.joining(", "));
    }

    /** The keys of these metrics, at most four. */
    static List<String> keys(Map<String, Double> metrics) {
        List<String> usual = Metric.headlines().stream()
                .map(Metric::key)
                .filter(metrics::containsKey)
                .toList();
        return (usual.isEmpty() ? metrics.keySet() : usual).stream().limit(MOST).toList();
    }
}
