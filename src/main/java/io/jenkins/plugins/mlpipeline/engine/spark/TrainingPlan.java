package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.FeatureCuts;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.SharedBoosting;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is to be learnt of the rows that are known by then.
 *
 * @param label the column
 * @param task of it
 * @param labels null for a regression
 * @param counts training rows of each label; null for a regression
 * @param scale of the values of a regression; null for labels
 * @param names of the features
 * @param types of the features
 * @param categories by feature, those of the training rows; none for a number
 * @param hyperparameters as they were given
 * @param seed the training's
 * @param cuts by encoded feature
 * @param rows training rows of all files
 * @param trained training rows of each file
 * @param digests of each file
 */
record TrainingPlan(
        String label,
        Task task,
        List<String> labels,
        double[] counts,
        TargetScale scale,
        List<String> names,
        List<ColumnType> types,
        List<List<String>> categories,
        Map<String, Object> hyperparameters,
        long seed,
        float[][] cuts,
        long rows,
        int[] trained,
        List<String> digests) {

    /** The same with cuts. */
    TrainingPlan with(FeatureCuts found) {
        return new TrainingPlan(
                label,
                task,
                labels,
                counts,
                scale,
                names,
                types,
                categories,
                hyperparameters,
                seed,
                found.cuts(),
                rows,
                trained,
                digests);
    }

    /** All hyperparameters in force. */
    Hyperparameters inForce() {
        return Algorithm.GRADIENT_BOOSTING.hyperparameters(hyperparameters, task);
    }

    /** The learner. */
    SharedBoosting boosting() {
        return new SharedBoosting(inForce(), task, scale, counts, seed);
    }

    /** By column, its dictionary; null for a number. */
    List<Dictionary> dictionaries() {
        List<Dictionary> dictionaries = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            dictionaries.add(types.get(column).isNumeric() ? null : new Dictionary(categories.get(column)));
        }
        return dictionaries;
    }

    /** How columns become features: for trees that depends on types and categories alone. */
    Preprocessing preprocessing() {
        List<double[]> numbers = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        for (ColumnType type : types) {
            numbers.add(type.isNumeric() ? new double[0] : null);
            codes.add(type.isNumeric() ? null : new int[0]);
        }
        Labels none = task == Task.REGRESSION
                ? Labels.numbers(label, new double[0])
                : Labels.classes(label, task, labels, new int[0]);
        return Preprocessing.learn(
                        new Table(names, types, numbers, codes, dictionaries(), 0),
                        none,
                        Preprocessing.Style.TREES,
                        ManyCategories.HASH,
                        seed)
                .preprocessing();
    }

    /** The columns with the types that they have in all files. */
    ColumnSelection selection(ColumnSelection given) {
        Map<String, ColumnSelection.Declared> declared = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            declared.put(names.get(column), new ColumnSelection.Declared(types.get(column), null));
        }
        return new ColumnSelection(given.label(), given.rowId(), names, null, declared, null);
    }

    /**
     * Which files a worker learns from: the greatest first, each to whoever has the fewest rows by then.
     *
     * @param workers how many there are
     */
    static List<List<Integer>> shares(int[] trained, int workers) {
        List<List<Integer>> shares = new ArrayList<>();
        long[] rows = new long[workers];
        for (int worker = 0; worker < workers; worker++) {
            shares.add(new ArrayList<>());
        }
        IntStream.range(0, trained.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(trained[b], trained[a]))
                .forEach(part -> {
                    int least = 0;
                    for (int worker = 1; worker < workers; worker++) {
                        least = rows[worker] < rows[least] ? worker : least;
                    }
                    shares.get(least).add(part);
                    rows[least] += trained[part];
                });
        return shares;
    }
}
