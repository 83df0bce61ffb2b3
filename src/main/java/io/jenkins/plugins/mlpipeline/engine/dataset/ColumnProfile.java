package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.RadixSort;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the values of one column look like. Fields that do not apply, or need more values than there are, are null.
 *
 * @param name the column
 * @param type how it is read
 * @param count values that are not missing
 * @param missing cells without a value
 * @param distinct number of different values
 * @param min smallest number
 * @param max greatest number
 * @param mean arithmetic mean
 * @param std standard deviation of the sample (divisor n - 1, as in pandas), from two values on
 * @param quantiles by probability ({@link #PROBABILITIES}), interpolated linearly between the order statistics around
 *     (n - 1) p (numpy's default, type 7 of Hyndman and Fan 1996)
 * @param bins numbers counted between percentiles; null for categories
 * @param frequencies rows of each category, most frequent first, then by the dictionary's order; at most
 *     {@value #MOST_CATEGORIES}
 * @param other rows of all categories that are not listed; null when all are
 */
public record ColumnProfile(
        String name,
        ColumnType type,
        long count,
        long missing,
        long distinct,
        Double min,
        Double max,
        Double mean,
        Double std,
        Map<String, Double> quantiles,
        NumberBins bins,
        Map<String, Long> frequencies,
        Long other) {
    /** Most categories that are listed. */
    public static final int MOST_CATEGORIES = 100;

    /** Probabilities of the quantiles: deciles, quartiles and tails. */
    public static final List<Double> PROBABILITIES =
            List.of(0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99);

    /**
     * The profile of a number column.
     *
     * @param values finite, or {@code NaN} where missing
     */
    public static ColumnProfile ofNumbers(String name, double[] values) {
        return ofNumbers(name, ColumnType.NUMBER, values);
    }

    /**
     * The profile of a column of numbers or dates.
     *
     * @param values finite, or {@code NaN} where missing
     */
    static ColumnProfile ofNumbers(String name, ColumnType type, double[] values) {
        double[] sorted = RadixSort.present(values);
        int n = sorted.length;
        int missing = values.length - n;
        if (n == 0) {
            return new ColumnProfile(name, type, 0, missing, 0, null, null, null, null, null, null, null, null);
        }
        long distinct = 1;
        for (int i = 1; i < n; i++) {
            // Sorting puts -0 before 0, but they are one value: adding 0.0 makes both 0.
            if (Double.compare(sorted[i] + 0.0, sorted[i - 1] + 0.0) != 0) {
                distinct++;
            }
        }
        Map<String, Double> quantiles = new LinkedHashMap<>();
        PROBABILITIES.forEach(p -> quantiles.put(p.toString(), quantile(sorted, p)));
        double mean = mean(sorted);
        return new ColumnProfile(
                name,
                type,
                n,
                missing,
                distinct,
                sorted[0],
                sorted[n - 1],
                mean,
                n < 2 ? null : finite(deviation(sorted, mean)),
                quantiles,
                NumberBins.of(sorted),
                null,
                null);
    }

    /**
     * The profile of a category column.
     *
     * @param codes positions in {@code categories}, -1 where missing
     */
    public static ColumnProfile ofCategories(String name, int[] codes, List<String> categories) {
        long[] counts = new long[categories.size()];
        long count = 0;
        for (int code : codes) {
            if (code >= 0) {
                counts[code]++;
                count++;
            }
        }
        List<Integer> present = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -counts[i]))
                .toList();
        Map<String, Long> frequencies = new LinkedHashMap<>();
        long listed = 0;
        for (int i : present.subList(0, Math.min(present.size(), MOST_CATEGORIES))) {
            frequencies.put(categories.get(i), counts[i]);
            listed += counts[i];
        }
        return new ColumnProfile(
                name,
                ColumnType.CATEGORY,
                count,
                codes.length - count,
                present.size(),
                null,
                null,
                null,
                null,
                null,
                null,
                frequencies,
                present.size() > MOST_CATEGORIES ? count - listed : null);
    }

    /** The p-quantile of sorted values. */
    static double quantile(double[] sorted, double p) {
        double at = (sorted.length - 1) * p;
        int below = (int) at;
        double a = sorted[below];
        double b = sorted[Math.min(below + 1, sorted.length - 1)];
        double share = at - below;
        // From the nearer end, as numpy does, so that equal ends give exactly that value.
        double value = share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
        return Double.isFinite(value) ? value : a * (1 - share) + b * share;
    }

    private static double mean(double[] values) {
        // The stream's sum is compensated. Values near the greatest double overflow it: then divide first.
        double sum = Arrays.stream(values).sum();
        int n = values.length;
        return Double.isFinite(sum)
                ? sum / n
                : Arrays.stream(values).map(v -> v / n).sum();
    }

    /** Two-pass standard deviation, n - 1. */
    private static double deviation(double[] values, double mean) {
        double squares = 0;
        double rest = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }
        return Math.sqrt((squares - rest * rest / values.length) / (values.length - 1));
    }

    /** JSON has no infinity: a deviation beyond a double's range is left out. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
