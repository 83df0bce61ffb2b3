package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * How many rows a test set needs so that a gate by a bound passes a model that is as good as expected, by the usual approximations
 * of large samples.
 *
 * @param confidence of the one-sided bound, in [0.5, 1)
 * @param power the share of test sets on which such a model passes, in [0.5, 1)
 */
public record SampleSize(double confidence, double power) {
    private static final double MOST = 1e12;

    /** @throws IllegalArgumentException when they are no such shares */
    public SampleSize {
        if (!(confidence >= 0.5 && confidence < 1 && power >= 0.5 && power < 1)) {
            throw new IllegalArgumentException(confidence + ", " + power);
        }
    }

    /**
     * Rows that count for a share (Fleiss, Levin and Paik 2003, 2.6).
     *
     * @param threshold in (0, 1)
     * @param expected above it, at most 1
     */
    public double share(double threshold, double expected) {
        double root =
                bound() * Math.sqrt(threshold * (1 - threshold)) + margin() * Math.sqrt(expected * (1 - expected));
        double gap = expected - threshold;
        return root * root / (gap * gap);
    }

    /**
     * Rows for a mean.
     *
     * @param gap by which the expected mean meets the demand, above 0
     * @param spread standard deviation of the rows' numbers
     */
    public double mean(double gap, double spread) {
        double root = (bound() + margin()) * spread / gap;
        return root * root;
    }

    /**
     * Rows that count for the difference of two models' shares of the same rows.
     *
     * @param gap by which the expected difference meets the demand, above 0
     * @param difference that is expected
     * @param discordant share of rows on which exactly one of both is right
     */
    public double pairedShare(double gap, double difference, double discordant) {
        return mean(gap, Math.sqrt(Math.max(0, discordant - difference * difference)));
    }

    /**
     * Rows for one area under the ROC curve, by Hanley and McNeil's variance (1982) on the scale of the logit.
     *
     * @param threshold in (0, 1)
     * @param expected above it, below 1
     * @param positive share of positive rows, in (0, 1)
     */
    public double area(double threshold, double expected, double positive) {
        double gap = Math.log(expected / (1 - expected)) - Math.log(threshold / (1 - threshold));
        return search(rows -> gap
                - (bound() + margin())
                        * areaError(expected, positive * rows, (1 - positive) * rows)
                        / (expected * (1 - expected)));
    }

    /**
     * Rows for the difference of two models' areas on the same rows.
     *
     * @param gap by which the expected difference meets the demand, above 0
     * @param expected area of the model
     * @param positive share of positive rows
     * @param correlation of both models' areas over test sets
     */
    public double pairedArea(double gap, double expected, double positive, double correlation) {
        double factor = Math.sqrt(2 * (1 - correlation));
        return search(rows ->
                gap - (bound() + margin()) * factor * areaError(expected, positive * rows, (1 - positive) * rows));
    }

    /** The standard error of an area where scores are as those of exponential distributions. */
    static double areaError(double area, double positives, double negatives) {
        double ofPositives = area / (2 - area);
        double ofNegatives = 2 * area * area / (1 + area);
        double variance = (area * (1 - area)
                        + (positives - 1) * (ofPositives - area * area)
                        + (negatives - 1) * (ofNegatives - area * area))
                / (positives * negatives);
        return Math.sqrt(variance);
    }

    /** The least number from which on what grows with it is not below 0. */
    private static double search(DoubleUnaryOperator surplus) {
        double low = 0;
        double high = 4;
        while (surplus.applyAsDouble(high) < 0) {
            low = high;
            high *= 2;
            if (high > MOST) {
                return Double.POSITIVE_INFINITY;
            }
        }
        while (high - low > 1e-3) {
            double middle = (low + high) / 2;
            if (surplus.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double bound() {
        return Intervals.z(1 - confidence);
    }

    private double margin() {
        return Intervals.z(1 - power);
    }
}
