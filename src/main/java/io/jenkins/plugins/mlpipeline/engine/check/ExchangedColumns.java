package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.Assignment;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns of numbers that look like each other's training columns: a header in another order than the cells, or a file that was
 * put together wrongly, passes for drift otherwise.
 */
final class ExchangedColumns {
    /** More are not compared with one another. */
    private static final int MOST_COLUMNS = 200;

    /** Fewer numbers look like much. */
    private static final int LEAST_NUMBERS = 20;

    /** The Kolmogorov-Smirnov distance that one sample in a hundred exceeds, times the root of its size. */
    private static final double CHANCE = 1.63;

    /** Quantiles are known at fifteen places, and two samples of one source are never quite alike. */
    private static final double NEAR = 0.05;

    private static final double SCALE = 1e9;

    private final List<NumberCells> columns;
    private final double[][] distances;

    private ExchangedColumns(List<NumberCells> columns) {
        this.columns = columns;
        this.distances = new double[columns.size()][columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            double[] sample = columns.get(i).sample();
            for (int j = 0; j < columns.size(); j++) {
                distances[i][j] = distance(sample, columns.get(j).trained);
            }
        }
    }

    /**
     * Names of the training columns that columns look like, by name; empty when none looks like another.
     *
     * @param drifted columns that look different from their own training columns
     */
    static Map<String, String> among(List<NumberCells> drifted) {
        List<NumberCells> columns = drifted.stream()
                .filter(column -> column.trained.quantiles() != null && column.sample().length >= LEAST_NUMBERS)
                .limit(MOST_COLUMNS)
                .toList();
        return columns.size() < 2 ? Map.of() : new ExchangedColumns(columns).found();
    }

    private Map<String, String> found() {
        int n = columns.size();
        long[][] nearness = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                nearness[i][j] = (long) ((1 - distances[i][j]) * SCALE);
            }
        }
        int[] like = Assignment.greatest(nearness);
        Map<String, String> found = new LinkedHashMap<>();
        boolean[] seen = new boolean[n];
        for (int i = 0; i < n; i++) {
            List<Integer> cycle = cycle(like, i, seen);
            if (cycle.size() > 1 && cycle.stream().allMatch(at -> isLike(at, like[at]))) {
                cycle.forEach(at -> found.put(columns.get(at).name, columns.get(like[at]).name));
            }
        }
        return found;
    }

    /** Columns that take one another's places, from one of them on; empty when they were looked at before. */
    private static List<Integer> cycle(int[] like, int from, boolean[] seen) {
        List<Integer> cycle = new ArrayList<>();
        for (int at = from; !seen[at]; at = like[at]) {
            seen[at] = true;
            cycle.add(at);
        }
        cycle.sort(Comparator.naturalOrder());
        return cycle;
    }

    /** Whether a column is as near to another training column as chance allows, and much nearer than to its own. */
    private boolean isLike(int column, int other) {
        double allowed = NEAR + CHANCE / Math.sqrt(columns.get(column).sample().length);
        return distances[column][other] <= allowed && distances[column][column] > 2 * allowed;
    }

    /** The Kolmogorov-Smirnov distance of a sample from a profile, at the profile's quantiles and ends. */
    private static double distance(double[] sorted, ColumnProfile profile) {
        double greatest = 0;
        for (Map.Entry<String, Double> quantile : profile.quantiles().entrySet()) {
            double p = Double.parseDouble(quantile.getKey());
            double below = share(sorted, quantile.getValue(), false);
            double upTo = share(sorted, quantile.getValue(), true);
            // Between the two where many rows have that very number.
            greatest = Math.max(greatest, Math.max(below - p, p - upTo));
        }
        double outside = share(sorted, profile.min(), false) + 1 - share(sorted, profile.max(), true);
        return Math.max(greatest, outside);
    }

    private static double share(double[] sorted, double value, boolean including) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (including ? sorted[middle] <= value : sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / sorted.length;
    }
}
