package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/** Counts of labels by bin: Goodman and Kruskal's lambda (1954), each fold predicted from the other. */
final class LabelAssociation implements Association {
    private final int labels;
    private final int[][] counts;

    LabelAssociation(int bins, int labels) {
        this.labels = labels;
        this.counts = new int[2][bins * labels];
    }

    @Override
    public void add(int bin, double truth, int fold) {
        counts[fold][bin * labels + (int) truth]++;
    }

    @Override
    public double gain(int[] group) {
        int groups = Arrays.stream(group).max().orElse(0) + 1;
        long[][] grouped = new long[2][groups * labels];
        long[][] totals = new long[2][labels];
        for (int fold = 0; fold < 2; fold++) {
            for (int bin = 0; bin < group.length; bin++) {
                for (int label = 0; label < labels; label++) {
                    int count = counts[fold][bin * labels + label];
                    grouped[fold][group[bin] * labels + label] += count;
                    totals[fold][label] += count;
                }
            }
        }
        long rows = 0;
        long right = 0;
        long without = 0;
        for (int fold = 0; fold < 2; fold++) {
            int usual = most(totals[1 - fold], 0);
            for (int g = 0; g < groups; g++) {
                int learnt = most(grouped[1 - fold], g * labels);
                right += grouped[fold][g * labels + (learnt < 0 ? Math.max(usual, 0) : learnt)];
            }
            rows += Arrays.stream(totals[fold]).sum();
            without += totals[fold][Math.max(usual, 0)];
        }
        return rows == without ? Double.NaN : Math.max(0, (double) (right - without) / (rows - without));
    }

    /** The label with the greatest count, the first among equals; -1 when there is none. */
    private int most(long[] from, int at) {
        int best = -1;
        for (int label = 0; label < labels; label++) {
            if (from[at + label] > (best < 0 ? 0 : from[at + best])) {
                best = label;
            }
        }
        return best;
    }
}
