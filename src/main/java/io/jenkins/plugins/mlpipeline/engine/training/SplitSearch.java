package io.jenkins.plugins.mlpipeline.engine.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds the best split of a node: the one that leaves the purest sides by the Gini impurity or the variance. Both come to
 * the same: the greatest sum over the sides of S^2 / w, with S the weighted sums of the targets and w the weight (Breiman
 * et al. 1984). One for each tree that grows.
 */
final class SplitSearch {
    private static final int CODES = BinnedFeatures.MOST + 1;

    /** Nodes of so few rows are sorted; counting would cost a walk over all codes. */
    private static final int FEW = 40;

    /** Places of a tally: number of rows, weight, and from here on sums of targets. */
    private static final int ROWS = 0;

    private static final int WEIGHT = 1;
    private static final int SUMS = 2;

    private final BinnedFeatures features;
    private final ForestTarget target;
    private final ForestSettings settings;
    private final SplittableRandom random;
    private final int width;
    private final int stride;
    private final int[] order;

    /** A tally for each code. All zero between two calls. */
    private final double[] byCode;

    /** The codes that occur in a node, ascending, and their tallies. */
    private final int[] codes = new int[CODES];

    private final double[] tallies;
    private int used;

    private final double[] left;
    private final int[] keys = new int[FEW];
    private NodeSplit best;

    SplitSearch(BinnedFeatures features, ForestTarget target, ForestSettings settings, SplittableRandom random) {
        this.features = features;
        this.target = target;
        this.settings = settings;
        this.random = random;
        width = target.width();
        stride = SUMS + width;
        order = new int[features.features()];
        Arrays.setAll(order, f -> f);
        byCode = new double[CODES * stride];
        tallies = new double[CODES * stride];
        left = new double[width];
    }

    /**
     * The best split among randomly drawn features.
     *
     * @param rows positions of rows; the node's are those from {@code from} to before {@code to}
     * @param rowWeights by position of the row
     * @param totals sums of the node's targets
     * @param weight weight of the node
     * @return null when no feature can split the node
     */
    NodeSplit find(int[] rows, int from, int to, float[] rowWeights, double[] totals, double weight) {
        best = null;
        int tried = 0;
        for (int i = 0; i < order.length && tried < settings.features(); i++) {
            int j = i + random.nextInt(order.length - i);
            int feature = order[j];
            order[j] = order[i];
            order[i] = feature;
            byte[] column = features.codes()[feature];
            if (to - from <= FEW) {
                sort(column, rows, from, to, rowWeights);
            } else {
                count(column, rows, from, to, rowWeights);
            }
            if (used > 1) {
                tried++;
                walk(feature, to - from, totals, weight);
            }
        }
        return best;
    }

    private void sort(byte[] column, int[] rows, int from, int to, float[] rowWeights) {
        int n = to - from;
        for (int i = 0; i < n; i++) {
            keys[i] = (column[rows[from + i]] & 0xff) << Byte.SIZE | i;
        }
        Arrays.sort(keys, 0, n);
        used = 0;
        for (int i = 0; i < n; i++) {
            int code = keys[i] >> Byte.SIZE;
            if (used == 0 || codes[used - 1] != code) {
                codes[used] = code;
                Arrays.fill(tallies, used * stride, (used + 1) * stride, 0);
                used++;
            }
            int row = rows[from + (keys[i] & 0xff)];
            int at = (used - 1) * stride;
            tallies[at + ROWS]++;
            tallies[at + WEIGHT] += rowWeights[row];
            target.add(row, rowWeights[row], tallies, at + SUMS);
        }
    }

    private void count(byte[] column, int[] rows, int from, int to, float[] rowWeights) {
        if (width == 1) {
            countNumbers(column, rows, from, to, rowWeights, target.values());
        } else {
            countLabels(column, rows, from, to, rowWeights, target.codes());
        }
        used = 0;
        for (int code = 0; code < CODES; code++) {
            int at = code * stride;
            if (byCode[at + ROWS] > 0) {
                codes[used] = code;
                System.arraycopy(byCode, at, tallies, used * stride, stride);
                Arrays.fill(byCode, at, at + stride, 0);
                used++;
            }
        }
    }

    private void countNumbers(byte[] column, int[] rows, int from, int to, float[] rowWeights, float[] values) {
        double[] tally = byCode;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int at = (column[row] & 0xff) * (SUMS + 1);
            double weight = rowWeights[row];
            tally[at + ROWS]++;
            tally[at + WEIGHT] += weight;
            tally[at + SUMS] += weight * values[row];
        }
    }

    private void countLabels(byte[] column, int[] rows, int from, int to, float[] rowWeights, int[] labels) {
        double[] tally = byCode;
        int size = stride;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int at = (column[row] & 0xff) * size;
            tally[at + ROWS]++;
            tally[at + WEIGHT] += rowWeights[row];
            tally[at + SUMS + labels[row]] += rowWeights[row];
        }
    }

    /** Tries a cut after each code, missing rows on the right and, where there are some, on the left. */
    private void walk(int feature, int rows, double[] totals, double weight) {
        boolean gaps = codes[used - 1] == BinnedFeatures.MISSING;
        int present = gaps ? used - 1 : used;
        // With missing rows on the right the last cut parts them from all others.
        tryCuts(feature, rows, totals, weight, present, gaps ? present : present - 1, false);
        if (gaps) {
            tryCuts(feature, rows, totals, weight, present, present - 1, true);
        }
    }

    private void tryCuts(
            int feature, int rows, double[] totals, double weight, int present, int cuts, boolean missingLeft) {
        double leftWeight = missingLeft ? tallies[present * stride + WEIGHT] : 0;
        double leftRows = missingLeft ? tallies[present * stride + ROWS] : 0;
        for (int k = 0; k < width; k++) {
            left[k] = missingLeft ? tallies[present * stride + SUMS + k] : 0;
        }
        for (int c = 0; c < cuts; c++) {
            int at = c * stride;
            leftRows += tallies[at + ROWS];
            leftWeight += tallies[at + WEIGHT];
            double leftSquares = 0;
            double rightSquares = 0;
            for (int k = 0; k < width; k++) {
                left[k] += tallies[at + SUMS + k];
                leftSquares += left[k] * left[k];
                rightSquares += (totals[k] - left[k]) * (totals[k] - left[k]);
            }
            if (leftRows < settings.minLeaf() || rows - leftRows < settings.minLeaf()) {
                continue;
            }
            double score = leftSquares / leftWeight + rightSquares / (weight - leftWeight);
            if (best == null || score > best.score()) {
                // Half-way to the next code that occurs here.
                int last = c + 1 < present ? (codes[c] + codes[c + 1] - 1) / 2 : BinnedFeatures.MISSING - 1;
                best = new NodeSplit(feature, last, missingLeft, score);
            }
        }
    }
}
