package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;

/**
 * The values that a metric can have.
 *
 * @param lower smallest possible value
 * @param upper greatest possible value
 */
public record ValueRange(double lower, double upper) {
    /** A share. */
    public static final ValueRange UNIT = new ValueRange(0, 1);

    /** A correlation or an agreement. */
    public static final ValueRange CORRELATION = new ValueRange(-1, 1);

    /** A mean of unscaled squared distances of probabilities: 2 when several labels are all predicted wrong with certainty. */
    public static final ValueRange TO_TWO = new ValueRange(0, 2);

    /** A loss, a count, a time or a size. */
    public static final ValueRange NOT_NEGATIVE = new ValueRange(0, Double.POSITIVE_INFINITY);

    /** What is explained of something: 1 for all, without a lower end. */
    public static final ValueRange TO_ONE = new ValueRange(Double.NEGATIVE_INFINITY, 1);

    /** The differences of two such values. */
    public ValueRange differences() {
        return new ValueRange(lower - upper, upper - lower);
    }

    /** The nearest value that lies in it. */
    public double cut(double value) {
        return Math.min(Math.max(value, lower), upper);
    }

    /** The part of an interval that lies in it. */
    public Interval cut(Interval whole) {
        return new Interval(cut(whole.lower()), cut(whole.upper()), whole.confidence(), whole.method());
    }

    /** Whether a value lies in it. */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }
}
