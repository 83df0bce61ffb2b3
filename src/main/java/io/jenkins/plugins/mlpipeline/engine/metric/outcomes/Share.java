package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

/**
 * A ratio of two counts, kept as integers until it is needed as a number: 9 of 10 is the double 0.9 exactly.
 *
 * @param part at least 0
 * @param whole at least {@code part}
 */
public record Share(long part, long whole) {
    /** The ratio, 0 for 0/0 as scikit-learn's {@code zero_division=0}. */
    public double value() {
        return whole == 0 ? 0 : (double) part / whole;
    }

    public boolean isZeroDivision() {
        return whole == 0;
    }
}
