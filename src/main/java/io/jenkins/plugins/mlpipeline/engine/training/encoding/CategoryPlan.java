package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What becomes of the columns of categories.
 *
 * @param targets names of those that become means of the target
 * @param encodings of the others, in the order of the data
 */
record CategoryPlan(List<String> targets, List<CategoryEncoding> encodings) {
    /** Coefficients of a linear model up to which every category has its own: 8 MB of them, and some 100 MB while it learns. */
    static final int COEFFICIENTS = 1 << 20;

    static CategoryPlan of(Table training, Labels labels, Preprocessing.Style style, ManyCategories many) {
        int[] columns = IntStream.range(0, training.names().size())
                .filter(c -> training.type(c) == ColumnType.CATEGORY)
                .toArray();
        int[] counts =
                IntStream.of(columns).map(c -> training.dictionary(c).size()).toArray();
        boolean trees = style == Preprocessing.Style.TREES;
        int most = most(labels, style);
        boolean[] fits = trees ? fittingTrees(counts) : OneHotEncoding.fitting(most, counts);
        int limit = OneHotEncoding.limit(
                most - fitting(counts, fits),
                IntStream.range(0, counts.length)
                        .filter(i -> !fits[i])
                        .map(i -> counts[i])
                        .toArray());
        List<String> targets = new ArrayList<>();
        List<CategoryEncoding> encodings = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            if (fits[i]) {
                encodings.add(
                        trees
                                ? OrdinalEncoding.learn(training, column)
                                : OneHotEncoding.learn(training, column, counts[i]));
            } else if (many == ManyCategories.TARGET) {
                targets.add(training.names().get(column));
            } else if (trees) {
                encodings.add(
                        many == ManyCategories.HASH
                                ? OrdinalEncoding.hashed(training, column)
                                : OrdinalEncoding.frequent(training, column));
            } else {
                encodings.add(
                        many == ManyCategories.HASH
                                ? HashedEncoding.learn(training, column, limit)
                                : OneHotEncoding.learn(training, column, limit));
            }
        }
        return new CategoryPlan(List.copyOf(targets), List.copyOf(encodings));
    }

    private static boolean[] fittingTrees(int... counts) {
        boolean[] fits = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            fits[i] = counts[i] <= OrdinalEncoding.MOST;
        }
        return fits;
    }

    /** Categories of the columns that fit. */
    private static int fitting(int[] counts, boolean... fits) {
        return IntStream.range(0, counts.length)
                .filter(i -> fits[i])
                .map(i -> counts[i])
                .sum();
    }

    /** Features of all categories up to which each has its own. */
    private static int most(Labels labels, Preprocessing.Style style) {
        int outputs = labels.task() == Task.MULTICLASS ? labels.names().size() : 1;
        return style == Preprocessing.Style.LINEAR
                ? Math.max(OneHotEncoding.MOST, COEFFICIENTS / outputs)
                : OneHotEncoding.MOST;
    }
}
