package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * A metric's value in an evaluation. Either {@code value} is a finite number and {@code undefined} is null, or
 * {@code value} is null and {@code undefined} says why; never {@code NaN}.
 *
 * @param n the number of rows (or of positives, for recall and the like) that the value is about; null when not known
 * @param interval two-sided interval to show, or null where none is known
 * @param undefined the reason why there is no value
 * @param note a remark about the value, for example a division by zero that was taken as 0
 */
public record MetricValue(Double value, Long n, Interval interval, String undefined, String note) {
    public MetricValue {
        if ((value == null) == (undefined == null)) {
            throw new IllegalArgumentException("a metric has a value or a reason why not: " + value + ", " + undefined);
        }
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("a metric's value is finite or undefined: " + value);
        }
    }

    /** A value without an interval. */
    public static MetricValue of(double value, long n) {
        return new MetricValue(value, n, null, null, null);
    }

    /** No value, with the reason as a sentence fragment: {@code only one class in the data}. */
    public static MetricValue undefined(String reason) {
        return new MetricValue(null, null, null, reason, null);
    }

    /** The same value with an interval. */
    public MetricValue with(Interval shown) {
        return new MetricValue(value, n, shown, undefined, note);
    }

    /** The same value with a remark. */
    public MetricValue noting(String remark) {
        return new MetricValue(value, n, interval, undefined, remark);
    }
}
