package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.Map;

/** What was measured beside the answers: the size of the model, the order of latencies, the worst of checked columns. */
final class CostCheck {
    private CostCheck() {}

    static void check(Evaluation evaluation, Contradictions found) {
        Map<String, MetricValue> metrics = evaluation.metrics();
        Double size = Part.value(metrics, Metric.MODEL_SIZE_BYTES);
        if (size != null && evaluation.model() != null && evaluation.model().sizeBytes() != null) {
            found.same(
                    Metric.MODEL_SIZE_BYTES.key(), size, evaluation.model().sizeBytes(), "what it says of the model");
        }
        atMost(metrics, Metric.LATENCY_MS_P50, Metric.LATENCY_MS_P95, found);
        atMost(metrics, Metric.LATENCY_MS_P95, Metric.LATENCY_MS_P99, found);
        evaluation
                .gateable()
                .forEach((written, said) -> Part.key(written)
                        .filter(key -> key instanceof ColumnKey && said.value() != null)
                        .flatMap(key -> Metric.find(key.metric().key() + "_max"))
                        .ifPresent(worst -> {
                            Double most = Part.value(evaluation.gateable(), worst);
                            if (most != null) {
                                found.between(
                                        worst.key(), most, said.value(), Double.POSITIVE_INFINITY, "its " + written);
                            }
                        }));
    }

    private static void atMost(Map<String, MetricValue> metrics, Metric less, Metric more, Contradictions found) {
        Double small = Part.value(metrics, less);
        Double great = Part.value(metrics, more);
        if (small != null && great != null) {
            found.between(less.key(), small, 0, great, "its " + more.key());
        }
    }
}
