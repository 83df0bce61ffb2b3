package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.Arrays;

/** Middle and spread that a few wild values do not move. */
final class Robust {
    /** Makes the median absolute deviation the standard deviation of normal values: 1 / z(0.75). */
    private static final double TO_DEVIATION = 1.482602218505602;
    /** Makes the mean absolute deviation the same: sqrt(pi / 2). */
    private static final double MEAN_TO_DEVIATION = 1.2533141373155003;

    private Robust() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
    }

    /** The median absolute deviation from the median; the mean one where more than half of the values are equal. */
    static double spread(double[] values) {
        double median = median(values);
        double[] deviations =
                Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
        double spread = TO_DEVIATION * median(deviations);
        return spread > 0
                ? spread
                : MEAN_TO_DEVIATION * Arrays.stream(deviations).average().orElse(0);
    }

    /** The sum of the distances from numbers that are expected. */
    static double misfit(double[] values, double[] expected) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.abs(values[i] - expected[i]);
        }
        return sum;
    }
}
