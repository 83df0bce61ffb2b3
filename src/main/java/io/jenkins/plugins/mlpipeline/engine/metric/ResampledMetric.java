package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import java.util.function.ToDoubleFunction;

/**
 * A metric of samples of the same rows, for the bootstrap: gets how often each row was drawn, answers the metric of that
 * sample, NaN where it is undefined. What does not change between samples (losses of rows, the order of scores) is
 * computed once, so that a sample costs a pass over the rows.
 */
public final class ResampledMetric {
    private ResampledMetric() {}

    /**
     * Prepares a metric.
     *
     * @param outcomes the rows; kept
     * @param key a metric of the outcomes' task
     * @return a function of the number of times that each row was drawn, as many as there are rows; not for use by two
     *     threads
     */
    public static ToDoubleFunction<int[]> of(Outcomes outcomes, CatalogueKey key) {
        Metrics.requireApplies(key, outcomes.task());
        return key.formula().resampled(outcomes);
    }
}
