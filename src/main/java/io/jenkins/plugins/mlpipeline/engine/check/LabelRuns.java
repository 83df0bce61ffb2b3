package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/**
 * Predictions by the order of numbers alone: each label but the usual one has the run of neighbouring numbers that holds the most of
 * its rows less those of others (maximum sum of neighbours; Bentley 1984), where chance does not explain such a run. So a label with
 * a handful of rows is told by numbers that it has for itself, where the rows around each are mostly those of others.
 */
final class LabelRuns {
    /** A label has no run where chance makes one as good, of any length, in a greater share of columns. */
    private static final double BY_CHANCE = 0.01;

    /** For each place the labels of its rows, and how many rows have each. */
    private final int[][] labels;

    private final long[][] counts;
    /** Rows at all places before one. */
    private final long[] before;

    private final int usual;
    /** The places of each label's run, {@code to} not among them; both 0 where there is none. */
    private final int[] from;

    private final int[] to;

    /**
     * @param labels for each place, by ascending number, the labels that it has rows of
     * @param counts how many rows have each of them
     * @param known number of labels
     * @param usual what is predicted outside of all runs
     */
    LabelRuns(int[][] labels, long[][] counts, int known, int usual) {
        this.labels = labels;
        this.counts = counts;
        this.usual = usual;
        this.before = new long[labels.length + 1];
        this.from = new int[known];
        this.to = new int[known];
        Run[] runs = new Run[known];
        for (int place = 0; place < labels.length; place++) {
            before[place + 1] = before[place] + Arrays.stream(counts[place]).sum();
            for (int i = 0; i < labels[place].length; i++) {
                int label = labels[place][i];
                if (label != usual) {
                    runs[label] = runs[label] == null ? new Run() : runs[label];
                    runs[label].add(place, counts[place][i]);
                }
            }
        }
        for (int label = 0; label < known; label++) {
            if (runs[label] != null && !runs[label].isByChance()) {
                from[label] = runs[label].bestFrom;
                to[label] = runs[label].bestTo;
            }
        }
    }

    /** Rows that are predicted right; where several runs hold a place, they share its rows. */
    double right() {
        int[] predicted = new int[labels.length + 1];
        for (int label = 0; label < from.length; label++) {
            predicted[from[label]]++;
            predicted[to[label]]--;
        }
        double right = 0;
        int here = 0;
        for (int place = 0; place < labels.length; place++) {
            here += predicted[place];
            for (int i = 0; i < labels[place].length; i++) {
                int label = labels[place][i];
                if (from[label] <= place && place < to[label]) {
                    right += (double) counts[place][i] / here;
                } else if (here == 0 && label == usual) {
                    right += counts[place][i];
                }
            }
        }
        return right;
    }

    /** The best run of one label, while its places come. */
    private final class Run {
        private long all;
        /** The best run that ends at the newest place: its rows of the label less the others. */
        private int start;

        private int last;
        private long sum;
        private long held;

        private int bestFrom;
        private int bestTo;
        private long bestSum;
        private long bestHeld;

        /** @param rows of the label at a place that is behind those before */
        void add(int place, long rows) {
            long between = before[place] - before[last];
            if (all == 0 || sum <= between) {
                start = place;
                sum = 0;
                held = 0;
            } else {
                sum -= between;
            }
            sum += 2 * rows - (before[place + 1] - before[place]);
            held += rows;
            all += rows;
            last = place + 1;
            if (sum > bestSum) {
                bestFrom = start;
                bestTo = last;
                bestSum = sum;
                bestHeld = held;
            }
        }

        /** Whether chance, which has as many runs to try as there are, may have made the best one. */
        boolean isByChance() {
            double rows = before[labels.length];
            return bestSum == 0
                    || Math.log(rows * (rows + 1) / 2)
                                    + logChance(bestHeld, before[bestTo] - before[bestFrom], all, rows)
                            > Math.log(BY_CHANCE);
        }
    }

    /**
     * Logarithm of a bound of the probability that of some rows, drawn without putting back, at least so many have a label: exact for
     * all of them, else Hoeffding's (1963).
     */
    private static double logChance(long held, long drawn, long all, double rows) {
        if (held == drawn) {
            double log = 0;
            // Further factors only make it less.
            for (long i = 0; i < held && log > -100; i++) {
                log += Math.log((all - i) / (rows - i));
            }
            return log;
        }
        double share = (double) held / drawn;
        double expected = all / rows;
        return share <= expected
                ? 0
                : -drawn * (share * Math.log(share / expected) + (1 - share) * Math.log((1 - share) / (1 - expected)));
    }
}
