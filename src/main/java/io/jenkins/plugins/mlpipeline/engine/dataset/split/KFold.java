package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows parted into k folds for cross-validation; each row is in the test part of one fold, but the oldest rows of
 * {@link #timeOrdered} in none.
 *
 * @param train positions of the rows to train on, ascending
 * @param test positions of the rows to test on, ascending
 */
public record KFold(int[] train, int[] test) {
    /**
     * Folds with equal shares of each label: numbers of a label's rows differ by at most one between folds, and so do the
     * folds' sizes.
     *
     * @param codes label of each row, 0 to {@code labels} - 1
     * @param labels number of labels
     * @param folds 2 to the number of rows
     * @param seed of the random order
     */
    public static List<KFold> stratified(int[] codes, int labels, int folds, long seed) {
        check(codes.length, folds);
        Shuffle shuffle = new Shuffle(seed);
        int[] dealt = new int[codes.length];
        int n = 0;
        for (int label = 0; label < labels; label++) {
            int wanted = label;
            int[] rows = IntStream.range(0, codes.length)
                    .filter(i -> codes[i] == wanted)
                    .toArray();
            shuffle.shuffle(rows);
            System.arraycopy(rows, 0, dealt, n, rows.length);
            n += rows.length;
        }
        if (n != codes.length) {
            throw new IllegalArgumentException("a label is not in 0 to " + (labels - 1));
        }
        return dealt(dealt, folds);
    }

    /** Folds of equal size, to one row, in random order. */
    public static List<KFold> random(int rows, int folds, long seed) {
        check(rows, folds);
        return dealt(new Shuffle(seed).order(rows), folds);
    }

    /**
     * Folds in which rows of one group stay together: groups, largest first and those of one size in random order, each
     * go to the fold with the fewest rows.
     *
     * @param groups group of each row, 0 to the greatest one
     * @param folds 2 to the number of groups
     */
    public static List<KFold> grouped(int[] groups, int folds, long seed) {
        int[] sizes = new int[Arrays.stream(groups).max().orElse(-1) + 1];
        Arrays.stream(groups).forEach(g -> sizes[g]++);
        check(sizes.length, folds);
        int[] foldOfGroup = new int[sizes.length];
        int[] foldSizes = new int[folds];
        Arrays.stream(new Shuffle(seed).order(sizes.length))
                .boxed()
                .sorted(Comparator.comparingInt(g -> -sizes[g]))
                .forEach(g -> {
                    int least = IntStream.range(0, folds)
                            .boxed()
                            .min(Comparator.comparingInt(f -> foldSizes[f]))
                            .orElseThrow();
                    foldOfGroup[g] = least;
                    foldSizes[least] += sizes[g];
                });
        return folds(Arrays.stream(groups).map(g -> foldOfGroup[g]).toArray(), folds);
    }

    /**
     * Folds in which all rows to train on are older than those to test on, as scikit-learn's TimeSeriesSplit: the rows in
     * order of time are parted into {@code folds} + 1 blocks of about one size, and each block but the first is tested on
     * after training on all before it. Rows of one time stay together.
     *
     * @param times rank of each row's time, from 0 on without gaps
     * @param folds 2 to the greatest rank
     */
    public static List<KFold> timeOrdered(int[] times, int folds) {
        int[] rows = new int[Arrays.stream(times).max().orElse(-1) + 1];
        Arrays.stream(times).forEach(t -> rows[t]++);
        check(rows.length - 1, folds);
        int[] block = new int[rows.length];
        int filled = 0;
        for (int t = 0, current = 0; t < rows.length; t++) {
            boolean full = (long) filled * (folds + 1) >= (long) (current + 1) * times.length;
            boolean scarce = rows.length - t <= folds - current;
            if (t > 0 && current < folds && (full || scarce)) {
                current++;
            }
            block[t] = current;
            filled += rows[t];
        }
        List<KFold> all = new ArrayList<>();
        for (int fold = 1; fold <= folds; fold++) {
            int f = fold;
            all.add(new KFold(
                    IntStream.range(0, times.length)
                            .filter(i -> block[times[i]] < f)
                            .toArray(),
                    IntStream.range(0, times.length)
                            .filter(i -> block[times[i]] == f)
                            .toArray()));
        }
        return List.copyOf(all);
    }

    private static void check(int parts, int folds) {
        if (folds < 2 || folds > parts) {
            throw new IllegalArgumentException(folds + " folds of " + parts);
        }
    }

    private static List<KFold> dealt(int[] order, int folds) {
        int[] foldOfRow = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            foldOfRow[order[i]] = i % folds;
        }
        return folds(foldOfRow, folds);
    }

    /** The folds that rows are dealt to. */
    static List<KFold> folds(int[] foldOfRow, int folds) {
        List<KFold> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int f = fold;
            all.add(new KFold(
                    IntStream.range(0, foldOfRow.length)
                            .filter(i -> foldOfRow[i] != f)
                            .toArray(),
                    IntStream.range(0, foldOfRow.length)
                            .filter(i -> foldOfRow[i] == f)
                            .toArray()));
        }
        return List.copyOf(all);
    }
}
