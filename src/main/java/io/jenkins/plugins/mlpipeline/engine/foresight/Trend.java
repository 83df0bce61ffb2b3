package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The slope of a series: the median of the slopes between all its pairs (Theil and Sen), with Sen's interval of 95 % (JASA 63, 1968), as
 * scipy.stats.theilslopes has it.
 *
 * @param perDay the slope
 * @param lower of its interval
 * @param upper of its interval
 * @param middle days since the first value, the median of all
 * @param level the median of the values, where the line is in the middle
 * @param spread of the values around the line
 */
record Trend(double perDay, double lower, double upper, double middle, double level, double spread) {
    private static final double CONFIDENCE = 0.95;

    /** Empty when all values are of the same time. */
    static Optional<Trend> of(History history) {
        double[] x = history.days();
        double[] y = history.values();
        double[] slopes = slopes(x, y);
        if (slopes.length == 0) {
            return Optional.empty();
        }
        double slope = Robust.median(slopes);
        double sigma = Math.sqrt(variance(x, y));
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
        int high = (int) Math.min(Math.rint((slopes.length + z * sigma) / 2), slopes.length - 1);
        int low = (int) Math.max(Math.rint((slopes.length - z * sigma) / 2) - 1, 0);
        double middle = Robust.median(x);
        double level = Robust.median(y);
        double[] rest = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            rest[i] = y[i] - level - slope * (x[i] - middle);
        }
        return Optional.of(new Trend(slope, slopes[low], slopes[high], middle, level, Robust.spread(rest)));
    }

    /** Where the line is at each time of the history that it was made of. */
    double[] line(History history) {
        return Arrays.stream(history.days())
                .map(day -> level + perDay * (day - middle))
                .toArray();
    }

    /** Of all pairs of different times, sorted. */
    private static double[] slopes(double[] x, double[] y) {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                if (x[j] > x[i]) {
                    slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
        }
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double variance(double[] x, double[] y) {
        double n = x.length;
        return Math.max(0, (n * (n - 1) * (2 * n + 5) - ties(x) - ties(y)) / 18);
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] > sorted[from]) {
                double k = i - from;
                sum += k * (k - 1) * (2 * k + 5);
                from = i;
            }
        }
        return sum;
    }
}
