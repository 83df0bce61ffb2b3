package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;

/**
 * Bounds of a measure that can't be beyond the value which means "all alike": a difference of groups is at least 0, a ratio at
 * most 1. Samples of alike groups hardly ever are, so that percentiles alone would always say that they differ. Where the
 * percentile of the other side, reflected about the value (the basic bootstrap of Davison and Hinkley 1997), reaches "alike",
 * so does the bound; elsewhere it is the percentile.
 *
 * @param samples of the measure
 * @param value of the measure on all rows
 * @param alike the value that means "all alike": 0 when the measure is at least that, 1 when it is at most that
 */
public record InequalityBootstrap(PairedBootstrap samples, double value, double alike) {
    /** The one-sided lower bound. */
    public double lower(double confidence) {
        boolean reaches = alike <= 0 && 2 * value - samples.upper(confidence) <= alike;
        return reaches ? alike : samples.lower(confidence);
    }

    /** The one-sided upper bound. */
    public double upper(double confidence) {
        boolean reaches = alike > 0 && 2 * value - samples.lower(confidence) >= alike;
        return reaches ? alike : samples.upper(confidence);
    }

    /** The two-sided interval. */
    public Interval interval(double confidence) {
        double oneSided = (1 + confidence) / 2;
        return new Interval(lower(oneSided), upper(oneSided), confidence, PairedBootstrap.METHOD);
    }
}
