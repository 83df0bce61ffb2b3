package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import java.util.Map;
import java.util.Set;

/** Computes metrics from outcomes. */
public final class Metrics {
    private Metrics() {}

    /**
     * Every metric of the task at its standard parameters, and those asked for beside.
     *
     * @param outcomes the rows
     * @param extra further keys, for example {@code fbeta(beta=2)}
     * @return by key as it is written in files, in catalogue order
     * @throws UserError when a key does not apply to the task
     */
    public static Map<String, MetricValue> measure(Outcomes outcomes, Set<MetricKey> extra) {
        throw new UnsupportedOperationException("being written: " + outcomes + extra);
    }

    /** The counts behind the metrics that are a share of rows. */
    public static Statistics statistics(Outcomes outcomes, Set<MetricKey> extra) {
        throw new UnsupportedOperationException("being written: " + outcomes + extra);
    }
}
