package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;

/** What a test set of a given size can show at all. */
public final class Planning {
    /** The share of true changes of the minimum detectable size that a gate sees. */
    public static final double POWER = 0.8;

    private Planning() {}

    /**
     * The smallest change that a one-sided comparison at this confidence sees in a share {@code power} of all test sets:
     * (z(confidence) + z(power)) standard errors.
     *
     * @param standardError of the difference
     * @param confidence in [0.5, 1)
     * @param power in [0.5, 1)
     */
    public static double minimumDetectableChange(double standardError, double confidence, double power) {
        return (Intervals.z(1 - confidence) + Intervals.z(1 - power)) * standardError;
    }

    /** The standard errors that a value lies within on one side in a share {@code power} of all test sets. */
    public static double margin(double power) {
        return Intervals.z(1 - power);
    }

    /**
     * The least observed proportion whose one-sided lower Wilson bound reaches the threshold.
     *
     * @param threshold in [0, 1]
     * @param n trials
     * @param confidence in [0.5, 1)
     * @return k / n, or empty where even n of n does not suffice
     */
    public static OptionalDouble certifyingValue(double threshold, long n, double confidence) {
        return leastShare(threshold, n, k -> Intervals.wilsonLower(k, n, confidence));
    }

    /** The same for Clopper and Pearson's bound. */
    public static OptionalDouble certifyingValueExact(double threshold, long n, double confidence) {
        return leastShare(threshold, n, k -> Intervals.exactLower(k, n, confidence));
    }

    private static OptionalDouble leastShare(double threshold, long n, LongToDoubleFunction bound) {
        if (bound.applyAsDouble(n) < threshold) {
            return OptionalDouble.empty();
        }
        long low = 0;
        long high = n;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (bound.applyAsDouble(middle) >= threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return OptionalDouble.of((double) low / n);
    }
}
