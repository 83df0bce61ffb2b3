package io.jenkins.plugins.mlpipeline.engine.training.forest;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Finds the best split of a node: the one that leaves the purest sides by the Gini impurity or the variance. Both come to
 * the same: the greatest sum over the sides of S^2 / w, with S the weighted sums of the targets and w the weight (Breiman
 * et al. 1984). One for each tree that grows.
 */
final class SplitSearch {
    private static final int CODES = BinnedFeatures.MOST + 1;

    /** Nodes of so few rows look at the codes row by row. */
    private static final int FEW = 1024;

    /** Codes in a word of {@link #occurs}, as a power of 2. */
    private static final int WORD = 6;

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

    /** The same as {@link RowVotes} tallies them. */
    private final long[] votesByCode = new long[CODES];

    /** The codes that occur in a node, ascending, and their tallies. */
    private final int[] codes = new int[CODES];

    private final double[] tallies;
    private int used;

    private final double[] left;

    /** A bit for each code. All zero between two calls. */
    private final long[] occurs = new long[CODES >> WORD];

    private NodeSplit best;
    private double bestScore;

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
     * @param votes weights and targets of the rows in one; null where they can't be
     * @param totals sums of the node's targets
     * @param weight weight of the node
     * @param constant features with one value in all rows of the node, those of the nodes above among them; those that are
     *     found are added
     * @return null when no feature can split the node
     */
    NodeSplit find(
            int[] rows,
            int from,
            int to,
            float[] rowWeights,
            RowVotes votes,
            double[] totals,
            double weight,
            BitSet constant) {
        best = null;
        bestScore = Double.NEGATIVE_INFINITY;
        int tried = 0;
        for (int i = 0; i < order.length && tried < settings.features(); i++) {
            int j = i + random.nextInt(order.length - i);
            int feature = order[j];
            order[j] = order[i];
            order[i] = feature;
            if (constant.get(feature)) {
                continue;
            }
            boolean few = to - from <= FEW;
            byte[] cells = few ? features.byRow() : features.codes()[feature];
            int step = few ? order.length : 1;
            int at = few ? feature : 0;
            if (votes != null) {
                votes.count(cells, step, at, rows, from, to, votesByCode);
            } else if (width == 1) {
                countNumbers(cells, step, at, rows, from, to, rowWeights, target.values());
            } else {
                countLabels(cells, step, at, rows, from, to, rowWeights, target.codes());
            }
            gather(cells, step, at, rows, from, to, features.cuts()[feature].length + 1, votes != null);
            if (used > 1) {
                tried++;
                walk(feature, to - from, totals, weight);
            } else {
                constant.set(feature);
            }
        }
        return best;
    }

    /** Lists the codes that occur, ascending, with their tallies, and leaves zeros behind. */
    private void gather(byte[] cells, int step, int first, int[] rows, int from, int to, int ranges, boolean voted) {
        used = 0;
        if (to - from >= ranges) {
            for (int code = 0; code < ranges; code++) {
                take(code, voted);
            }
            take(BinnedFeatures.MISSING, voted);
            return;
        }
        // Of so few rows the codes are marked, because a walk over all would cost more.
        for (int i = from; i < to; i++) {
            int code = cells[rows[i] * step + first] & 0xff;
            occurs[code >> WORD] |= 1L << code;
        }
        for (int word = 0; word < occurs.length; word++) {
            for (long bits = occurs[word]; bits != 0; bits &= bits - 1) {
                take((word << WORD) + Long.numberOfTrailingZeros(bits), voted);
            }
            occurs[word] = 0;
        }
    }

    private void take(int code, boolean voted) {
        int from = code * stride;
        int to = used * stride;
        if (voted) {
            long tally = votesByCode[code];
            votesByCode[code] = 0;
            tallies[to + ROWS] = RowVotes.rows(tally);
            tallies[to + WEIGHT] = RowVotes.weight(tally);
            tallies[to + SUMS] = RowVotes.target(tally);
        } else {
            System.arraycopy(byCode, from, tallies, to, stride);
            Arrays.fill(byCode, from, from + stride, 0);
        }
        codes[used] = code;
        used += tallies[to + ROWS] > 0 ? 1 : 0;
    }

    private void countNumbers(
            byte[] cells, int step, int first, int[] rows, int from, int to, float[] rowWeights, float[] values) {
        double[] tally = byCode;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int at = (cells[row * step + first] & 0xff) * (SUMS + 1);
            double weight = rowWeights[row];
            tally[at + ROWS]++;
            tally[at + WEIGHT] += weight;
            tally[at + SUMS] += weight * values[row];
        }
    }

    private void countLabels(
            byte[] cells, int step, int first, int[] rows, int from, int to, float[] rowWeights, int[] labels) {
        double[] tally = byCode;
        int size = stride;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int at = (cells[row * step + first] & 0xff) * size;
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
        int cut = width == 1
                ? bestOfNumbers(rows, totals[0], weight, present, cuts, missingLeft)
                : bestOfLabels(rows, totals, weight, present, cuts, missingLeft);
        if (cut >= 0) {
            // Half-way to the next code that occurs here.
            int last = cut + 1 < present ? (codes[cut] + codes[cut + 1] - 1) / 2 : BinnedFeatures.MISSING - 1;
            best = new NodeSplit(feature, last, codes[used - 1] == BinnedFeatures.MISSING, missingLeft, bestScore);
        }
    }

    /** The best cut of those that are better than {@link #bestScore}, which it becomes; -1 when none is. */
    private int bestOfNumbers(int rows, double total, double weight, int present, int cuts, boolean missingLeft) {
        double[] tally = tallies;
        int first = present * (SUMS + 1);
        double leftRows = missingLeft ? tally[first + ROWS] : 0;
        double leftWeight = missingLeft ? tally[first + WEIGHT] : 0;
        double sum = missingLeft ? tally[first + SUMS] : 0;
        double least = settings.minLeaf();
        double most = rows - least;
        double highest = bestScore;
        int cut = -1;
        for (int c = 0, at = 0; c < cuts; c++, at += SUMS + 1) {
            leftRows += tally[at + ROWS];
            leftWeight += tally[at + WEIGHT];
            sum += tally[at + SUMS];
            double rest = total - sum;
            double score = sum * sum / leftWeight + rest * rest / (weight - leftWeight);
            if (score > highest && leftRows >= least && leftRows <= most) {
                highest = score;
                cut = c;
            }
        }
        bestScore = highest;
        return cut;
    }

    private int bestOfLabels(int rows, double[] totals, double weight, int present, int cuts, boolean missingLeft) {
        double leftWeight = missingLeft ? tallies[present * stride + WEIGHT] : 0;
        double leftRows = missingLeft ? tallies[present * stride + ROWS] : 0;
        for (int k = 0; k < width; k++) {
            left[k] = missingLeft ? tallies[present * stride + SUMS + k] : 0;
        }
        int cut = -1;
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
            if (score > bestScore) {
                bestScore = score;
                cut = c;
            }
        }
        return cut;
    }
}
