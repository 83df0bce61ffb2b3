package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Confidence limits for a proportion of k successes in n trials. Two-sided intervals leave (1 - confidence) / 2 outside
 * each end; a one-sided bound leaves all of 1 - confidence outside its one end.
 */
public final class Intervals {
    /** The confidence of the two-sided intervals that reports show. */
    public static final double SHOWN_CONFIDENCE = 0.95;

    /** {@link Interval#method()} of {@link #wilson}. */
    public static final String WILSON = "wilson";

    /** {@link Interval#method()} of {@link #exact}. */
    public static final String EXACT = "exact";

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Intervals() {}

    /** Wilson's score interval (1927), two-sided. */
    public static Interval wilson(long k, long n, double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(wilsonLimit(k, n, tail, -1), wilsonLimit(k, n, tail, 1), confidence, WILSON);
    }

    /** The one-sided lower bound by Wilson's score. */
    public static double wilsonLower(long k, long n, double confidence) {
        return wilsonLimit(k, n, 1 - confidence, -1);
    }

    /** The one-sided upper bound by Wilson's score. */
    public static double wilsonUpper(long k, long n, double confidence) {
        return wilsonLimit(k, n, 1 - confidence, 1);
    }

    /** Clopper and Pearson's exact interval (1934), two-sided. */
    public static Interval exact(long k, long n, double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(exactLowerLimit(k, n, tail), exactUpperLimit(k, n, tail), confidence, EXACT);
    }

    /** The one-sided lower bound by Clopper and Pearson. */
    public static double exactLower(long k, long n, double confidence) {
        return exactLowerLimit(k, n, 1 - confidence);
    }

    /** The one-sided upper bound by Clopper and Pearson. */
    public static double exactUpper(long k, long n, double confidence) {
        return exactUpperLimit(k, n, 1 - confidence);
    }

    /** The standard normal quantile that leaves {@code tail} above it. */
    static double z(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }

    /** The share of the standard normal distribution above {@code z}. */
    static double normalTail(double z) {
        return NORMAL.survivalProbability(z);
    }

    /** A limit of Wilson's interval with {@code tail} outside of it; {@code side} is -1 for the lower, 1 for the upper. */
    static double wilsonLimit(long k, long n, double tail, int side) {
        requireValid(k, n, tail);
        if (side < 0 && k == 0) {
            return 0;
        }
        if (side > 0 && k == n) {
            return 1;
        }
        double p = (double) k / n;
        double z = z(tail);
        double square = z * z;
        double spread = z * Math.sqrt(p * (1 - p) / n + square / (4.0 * n * n));
        return (p + square / (2.0 * n) + side * spread) / (1 + square / n);
    }

    private static double exactLowerLimit(long k, long n, double tail) {
        requireValid(k, n, tail);
        return k == 0 ? 0 : BetaDistribution.of(k, n - k + 1.0).inverseCumulativeProbability(tail);
    }

    private static double exactUpperLimit(long k, long n, double tail) {
        requireValid(k, n, tail);
        return k == n ? 1 : BetaDistribution.of(k + 1.0, (double) n - k).inverseSurvivalProbability(tail);
    }

    private static void requireValid(long k, long n, double tail) {
        if (n < 1 || k < 0 || k > n || !(tail > 0 && tail <= 0.5)) {
            throw new IllegalArgumentException(k + " of " + n + " with a tail of " + tail);
        }
    }
}
