package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says that rows were not checked. */
public final class NoChecks {
    private NoChecks() {}

    /**
     * Every check undefined.
     *
     * @param reason a fragment: {@code a predictions file does not hold the model's inputs}
     */
    public static DataChecks because(String reason) {
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            if (metric.family() == Metric.Family.DATA) {
                metrics.put(metric.key(), MetricValue.undefined(reason));
            }
        }
        return new DataChecks(null, metrics, List.of());
    }
}
