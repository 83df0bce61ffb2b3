package io.jenkins.plugins.mlpipeline.engine.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Small regression trees on columns of bins, each of which corrects the sum of those before: gradient boosting of squared errors
 * (Friedman, 2001). Where bins have no order they are put into that of their means, of which the best part in two is one
 * (Fisher, 1958).
 */
final class LossTrees {
    private static final int DEPTH = 3;
    private static final int SPLITS = (1 << DEPTH) - 1;
    private static final double RATE = 0.1;
    private static final int FEWEST_IN_LEAF = 20;
    private static final double LEAST_GAIN = 1e-9;

    private final double base;
    private final List<Tree> trees = new ArrayList<>();

    private LossTrees(double base) {
        this.base = base;
    }

    /**
     * What is learnt from.
     *
     * @param sizes number of bins of each column
     * @param ordered whether the bins of a column have an order
     * @param bins for each row the bin of each column
     * @param values for each row what is to be told
     */
    record Rows(int[] sizes, boolean[] ordered, int[][] bins, double[] values) {}

    /**
     * A tree: its splits as in a heap.
     *
     * @param columns of each split; -1 where there is none and all go left
     * @param left for each split which bins go left; null where there is none
     * @param leaves what is added
     */
    private record Tree(int[] columns, boolean[][] left, double[] leaves) {
        double value(int[] bins) {
            int at = 0;
            while (at < SPLITS) {
                boolean goesLeft = columns[at] < 0 || left[at][bins[columns[at]]];
                at = 2 * at + (goesLeft ? 1 : 2);
            }
            return leaves[at - SPLITS];
        }
    }

    /** Trees without any tree yet: the mean of some rows. */
    static LossTrees begin(Rows rows, int[] some) {
        return new LossTrees(Arrays.stream(some)
                .mapToDouble(row -> rows.values[row])
                .average()
                .orElseThrow());
    }

    /** What the first trees say of a row. */
    double value(int[] bins, int first) {
        double value = base;
        for (int i = 0; i < first; i++) {
            value += trees.get(i).value(bins);
        }
        return value;
    }

    /** What the newest tree adds to a row. */
    double newest(int[] bins) {
        return trees.get(trees.size() - 1).value(bins);
    }

    /**
     * Grows one more tree.
     *
     * @param some the rows that it learns from
     * @param missed for each row what the trees so far lack; brought up to date for those that are learnt from
     */
    void grow(Rows rows, int[] some, double[] missed) {
        Tree tree = new Tree(new int[SPLITS], new boolean[SPLITS][], new double[SPLITS + 1]);
        Arrays.fill(tree.columns, -1);
        split(rows, some, missed, tree, 0);
        trees.add(tree);
        for (int row : some) {
            missed[row] -= tree.value(rows.bins[row]);
        }
    }

    private static void split(Rows rows, int[] some, double[] missed, Tree tree, int at) {
        if (at >= SPLITS) {
            tree.leaves[at - SPLITS] = RATE
                    * Arrays.stream(some)
                            .mapToDouble(row -> missed[row])
                            .average()
                            .orElse(0);
            return;
        }
        double best = LEAST_GAIN;
        for (int column = 0; column < rows.sizes.length && some.length >= 2 * FEWEST_IN_LEAF; column++) {
            Cut cut = Cut.best(rows, column, some, missed);
            if (cut != null && cut.gain > best) {
                best = cut.gain;
                tree.columns[at] = column;
                tree.left[at] = cut.left;
            }
        }
        int column = tree.columns[at];
        boolean[] left = tree.left[at];
        int[] less = column < 0
                ? some
                : Arrays.stream(some)
                        .filter(row -> left[rows.bins[row][column]])
                        .toArray();
        int[] more = column < 0
                ? new int[0]
                : Arrays.stream(some)
                        .filter(row -> !left[rows.bins[row][column]])
                        .toArray();
        split(rows, less, missed, tree, 2 * at + 1);
        split(rows, more, missed, tree, 2 * at + 2);
    }

    /** A way to part rows by a column, and by how much that makes the squared errors less. */
    private record Cut(boolean[] left, double gain) {
        /** The best; null when no part would have enough rows. */
        static Cut best(Rows rows, int column, int[] some, double[] missed) {
            int size = rows.sizes[column];
            double[] sums = new double[size];
            int[] counts = new int[size];
            double all = 0;
            for (int row : some) {
                int bin = rows.bins[row][column];
                sums[bin] += missed[row];
                counts[bin]++;
                all += missed[row];
            }
            int[] order = order(rows.ordered[column], sums, counts);
            double sum = 0;
            int count = 0;
            int cut = -1;
            double most = 0;
            for (int i = 0; i < order.length - 1; i++) {
                sum += sums[order[i]];
                count += counts[order[i]];
                int others = some.length - count;
                if (counts[order[i]] == 0 || count < FEWEST_IN_LEAF || others < FEWEST_IN_LEAF) {
                    continue;
                }
                double gain = sum * sum / count + (all - sum) * (all - sum) / others - all * all / some.length;
                if (gain > most) {
                    most = gain;
                    cut = i;
                }
            }
            if (cut < 0) {
                return null;
            }
            boolean[] left = new boolean[size];
            for (int i = 0; i <= cut; i++) {
                left[order[i]] = true;
            }
            return new Cut(left, most);
        }

        private static int[] order(boolean ordered, double[] sums, int[] counts) {
            IntStream bins = IntStream.range(0, sums.length);
            return ordered
                    ? bins.toArray()
                    : bins.boxed()
                            .sorted(Comparator.comparingDouble(bin -> counts[bin] == 0 ? 0 : sums[bin] / counts[bin]))
                            .mapToInt(Integer::intValue)
                            .toArray();
        }
    }
}
