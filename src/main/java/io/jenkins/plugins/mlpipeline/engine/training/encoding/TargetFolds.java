package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.KFold;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The targets of {@link TargetColumns} and the folds in which they are cross-fitted: a row that carried its own label in a
 * feature would teach the learner to trust that feature too much.
 *
 * @param targets by row; one of a number or of two labels, else one for each label
 * @param weights by row, 1 in the mean
 * @param folds each label is spread evenly
 */
record TargetFolds(List<double[]> targets, double[] weights, List<KFold> folds) {
    /** Number of folds. */
    static final int COUNT = 5;

    static TargetFolds of(Labels labels, long seed) {
        int rows = labels.rows();
        List<double[]> targets = new ArrayList<>();
        if (labels.task() == Task.REGRESSION) {
            targets.add(labels.values());
        } else {
            int first = labels.task() == Task.BINARY ? 1 : 0;
            for (int label = first; label < labels.names().size(); label++) {
                targets.add(shares(labels, label));
            }
        }
        double[] weights = new double[rows];
        double mean = labels.mass() / rows;
        Arrays.setAll(weights, row -> labels.weight(row) / mean);
        // Columns of so many categories have more rows than folds.
        return new TargetFolds(
                targets,
                weights,
                labels.codes() == null
                        ? KFold.random(rows, COUNT, seed)
                        : KFold.stratified(labels.codes(), labels.names().size(), COUNT, seed));
    }

    private static double[] shares(Labels labels, int label) {
        double[] target = new double[labels.rows()];
        Arrays.setAll(target, row -> labels.codes()[row] == label ? 1 : 0);
        return target;
    }

    /** The means of a target over all rows. */
    CategoryMeans means(int target, int categories, int... codes) {
        return CategoryMeans.of(
                categories,
                codes,
                targets.get(target),
                weights,
                IntStream.range(0, codes.length).toArray());
    }

    /** By row the mean of a target over the rows of its category that are in other folds. */
    double[] crossed(int target, int categories, int... codes) {
        double[] crossed = new double[codes.length];
        for (KFold fold : folds) {
            CategoryMeans means = CategoryMeans.of(categories, codes, targets.get(target), weights, fold.train());
            for (int row : fold.test()) {
                crossed[row] = (float) (codes[row] < 0 ? means.ofAll() : means.ofCategories()[codes[row]]);
            }
        }
        return crossed;
    }
}
