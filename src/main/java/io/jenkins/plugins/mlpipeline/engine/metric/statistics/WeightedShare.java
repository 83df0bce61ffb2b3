package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Bounds of a weighted share of independent rows (Korn and Graubard 1998): Clopper and Pearson's for as many rows of equal weight as
 * the linearised variance v says, p (1 - p) / v, and never more than the weights alone say, (sum of w)^2 / sum of w^2. Where few rows
 * miss, none of which is heavy, the variance says too much; the second number holds then, and for rows that are all alike. Measured in
 * docs/coverage.md.
 *
 * @param share with its standard error by {@link RatioEstimator}, whose degrees of freedom are the effective number of rows less one
 */
public record WeightedShare(Estimate share) {
    /** The method of such bounds. */
    public static final String METHOD = "korn-graubard";

    /** As many rows of equal weight. */
    public double rows() {
        double effective = share.degreesOfFreedom() + 1;
        double p = value();
        double variance = share.standardError() * share.standardError();
        return variance > 0 ? Math.min(effective, p * (1 - p) / variance) : effective;
    }

    /** The share; a document of a stranger may say more than there can be. */
    private double value() {
        return Math.min(1, Math.max(0, share.value()));
    }

    /** The one-sided lower bound. */
    public double lower(double confidence) {
        double hits = rows() * value();
        return hits > 0 ? BetaDistribution.of(hits, rows() - hits + 1).inverseCumulativeProbability(1 - confidence) : 0;
    }

    /** The one-sided upper bound. */
    public double upper(double confidence) {
        double misses = rows() * (1 - value());
        return misses > 0
                ? BetaDistribution.of(rows() - misses + 1, misses).inverseSurvivalProbability(1 - confidence)
                : 1;
    }

    /** The two-sided interval. */
    public Interval interval(double confidence) {
        double oneSided = (1 + confidence) / 2;
        return new Interval(lower(oneSided), upper(oneSided), confidence, METHOD);
    }
}
