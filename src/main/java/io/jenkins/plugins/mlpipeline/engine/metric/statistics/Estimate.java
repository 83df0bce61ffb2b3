package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A number with its standard error: what a gate needs for limits at any confidence.
 *
 * @param value the estimate
 * @param standardError at least 0; 0 is no certainty but a sample that shows no variation, and never decides a gate
 * @param degreesOfFreedom of Student's t; infinite for the normal distribution
 * @param method how the standard error was made
 */
public record Estimate(double value, double standardError, double degreesOfFreedom, String method) {
    public Estimate {
        if (!Double.isFinite(value) || !(standardError >= 0) || !(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException(value + " +- " + standardError + ", " + degreesOfFreedom);
        }
    }

    /** As a document holds it. */
    public static Estimate of(Estimated stored) {
        return new Estimate(
                stored.value(),
                stored.standardError(),
                stored.degreesOfFreedom() == null ? Double.POSITIVE_INFINITY : stored.degreesOfFreedom(),
                stored.method());
    }

    /** For a document, which has no infinite numbers. */
    public Estimated stored() {
        return new Estimated(
                value, standardError, Double.isInfinite(degreesOfFreedom) ? null : (Double) degreesOfFreedom, method);
    }

    /** The two-sided interval. */
    public Interval interval(double confidence) {
        double spread = quantile((1 - confidence) / 2) * standardError;
        return new Interval(value - spread, value + spread, confidence, method);
    }

    /** The one-sided lower bound. */
    public double lower(double confidence) {
        return value - quantile(1 - confidence) * standardError;
    }

    /** The one-sided upper bound. */
    public double upper(double confidence) {
        return value + quantile(1 - confidence) * standardError;
    }

    /** The two-sided p-value against 0; 1 where both value and standard error are 0. */
    public double pValue() {
        if (standardError == 0) {
            return value == 0 ? 1 : 0;
        }
        double distance = Math.abs(value) / standardError;
        return 2
                * (Double.isInfinite(degreesOfFreedom)
                        ? Intervals.normalTail(distance)
                        : TDistribution.of(degreesOfFreedom).survivalProbability(distance));
    }

    double quantile(double tail) {
        return Double.isInfinite(degreesOfFreedom)
                ? Intervals.z(tail)
                : TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(tail);
    }
}
