package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers counted between the percentiles of a column: what later rows are compared with, without keeping the values.
 *
 * @param edges k distinct values in ascending order, at most {@value #MOST_EDGES}: the percentiles 1 to 99, and below them
 *     the double before the smallest value where that is a percentile too, so that smaller values stand apart
 * @param counts k + 1 counts: bin i holds the values v with edges[i - 1] < v <= edges[i]
 */
public record NumberBins(List<Double> edges, List<Long> counts) {
    /** Most edges. */
    public static final int MOST_EDGES = 100;

    private static final int PERCENTILES = 100;
    private static final int DECILE = 10;

    public NumberBins {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        if (edges.isEmpty() || edges.size() > MOST_EDGES || counts.size() != edges.size() + 1) {
            throw new IllegalArgumentException("bins have 1 to " + MOST_EDGES + " edges and one count more, not "
                    + edges.size() + " and " + counts.size());
        }
        for (int i = 1; i < edges.size(); i++) {
            if (!(edges.get(i - 1) < edges.get(i))) {
                throw new IllegalArgumentException("the edges of bins ascend");
            }
        }
    }

    /**
     * Counts sorted values.
     *
     * @param sorted at least one, finite, ascending
     */
    static NumberBins of(double[] sorted) {
        List<Double> edges = new ArrayList<>();
        for (int p = 1; p < PERCENTILES; p++) {
            // 0.0 added: -0 is 0.
            double edge = ColumnProfile.quantile(sorted, p / (double) PERCENTILES) + 0.0;
            if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
                edges.add(edge);
            }
        }
        double below = Math.nextDown(sorted[0] + 0.0);
        if (edges.get(0) <= sorted[0] && Double.isFinite(below)) {
            edges.add(0, below);
        }
        double[] limits = edges.stream().mapToDouble(Double::doubleValue).toArray();
        Long[] counts = new Long[limits.length + 1];
        Arrays.fill(counts, 0L);
        for (double value : sorted) {
            counts[bin(limits, value)]++;
        }
        return new NumberBins(edges, List.of(counts));
    }

    /** The bin of a value among the edges, from 0. */
    public static int bin(double[] edges, double value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value <= edges[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * For each bin the coarser one that it is a part of: bins that end at a decile, or at an edge that keeps smaller values
     * apart.
     *
     * @return as long as {@code counts}, ascending from 0 without a gap
     */
    public int[] deciles() {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        int[] coarse = new int[counts.size()];
        long before = 0;
        for (int i = 0; i < edges.size(); i++) {
            long after = before + counts.get(i);
            boolean apart = i == 0 && counts.get(0) == 0;
            boolean crossed = after * DECILE / total > before * DECILE / total;
            coarse[i + 1] = coarse[i] + (apart || crossed ? 1 : 0);
            before = after;
        }
        return coarse;
    }
}
