package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Means of a target by category, each drawn towards the mean of all rows as if {@link #strength} more rows of its category
 * had that one.
 *
 * <p>The strength is the variance of the target within categories over the variance between their true means, both by the
 * analysis of variance with random effects (Searle, Casella and McCulloch, Variance Components, section 3.6): categories
 * that hardly differ are drawn far, and where none do all have the mean of all rows.
 *
 * @param ofCategories by category; of one without a row that is the mean of all rows
 * @param ofAll mean of all rows
 * @param strength at least 0, infinite where categories do not differ
 */
record CategoryMeans(double[] ofCategories, double ofAll, double strength) {
    /**
     * @param codes by row its category, -1 for none; such rows count in the mean of all alone
     * @param targets by row
     * @param weights by row, 1 in the mean
     * @param rows positions of the rows that count
     */
    static CategoryMeans of(int categories, int[] codes, double[] targets, double[] weights, int... rows) {
        double[] masses = new double[categories];
        double[] sums = new double[categories];
        double mass = 0;
        double sum = 0;
        for (int row : rows) {
            mass += weights[row];
            sum += weights[row] * targets[row];
            if (codes[row] >= 0) {
                masses[codes[row]] += weights[row];
                sums[codes[row]] += weights[row] * targets[row];
            }
        }
        double all = mass > 0 ? sum / mass : 0;
        double within = 0;
        int known = 0;
        for (int row : rows) {
            int code = codes[row];
            if (code >= 0) {
                double off = targets[row] - sums[code] / masses[code];
                within += weights[row] * off * off;
                known++;
            }
        }
        double strength = strength(masses, sums, within, known);
        double[] means = new double[categories];
        Arrays.setAll(
                means,
                c -> masses[c] == 0 || Double.isInfinite(strength)
                        ? all
                        : (sums[c] + strength * all) / (masses[c] + strength));
        return new CategoryMeans(means, all, strength);
    }

    private static double strength(double[] masses, double[] sums, double within, int rows) {
        int[] seen =
                IntStream.range(0, masses.length).filter(c -> masses[c] > 0).toArray();
        double mass = IntStream.of(seen).mapToDouble(c -> masses[c]).sum();
        double mean = IntStream.of(seen).mapToDouble(c -> sums[c]).sum() / mass;
        double between = 0;
        double squares = 0;
        for (int c : seen) {
            double off = sums[c] / masses[c] - mean;
            between += masses[c] * off * off;
            squares += masses[c] * masses[c];
        }
        int left = rows - seen.length;
        double spread = mass - squares / mass;
        if (left <= 0 || !(spread > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double inside = within / left;
        double apart = (between - (seen.length - 1) * inside) / spread;
        return apart > 0 ? inside / apart : Double.POSITIVE_INFINITY;
    }
}
