package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdRule;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What to train.
 *
 * @param source where the rows come from
 * @param predicted what is predicted
 * @param holdout which rows are kept back
 * @param method how it is learnt
 * @param seed of the split and the learner
 * @param threads number of threads; at least 1
 * @param output folder to write to
 */
public record TrainingRequest(
        Source source, Predicted predicted, Holdout holdout, Method method, long seed, int threads, Path output) {
    /** The seed when none is given. */
    public static final long STANDARD_SEED = 42;

    /** The part that is kept back when none is given. */
    public static final double STANDARD_TEST_SIZE = 0.2;

    public TrainingRequest {
        if (threads < 1) {
            throw new UserError("threads can't be " + threads + "; it is an integer of at least 1.");
        }
    }

    /** How rows are kept back, where they may have names. */
    SplitSpec split() {
        return holdout.split().named(source.selection().rowId());
    }

    /**
     * Where the rows come from.
     *
     * @param data CSV file
     * @param format how it is written; null: {@link CsvFormat#DEFAULT}
     * @param selection which columns play which part
     */
    public record Source(Path data, CsvFormat format, ColumnSelection selection) {
        public Source {
            format = format == null ? CsvFormat.DEFAULT : format;
        }

        /** A file as most are written. */
        public static Source of(Path data, ColumnSelection selection) {
            return new Source(data, null, selection);
        }
    }

    /**
     * What is predicted.
     *
     * @param task null: inferred
     * @param labels the only labels allowed, in the order of the probabilities; null: those of the training part, sorted
     * @param posLabel positive label; null: inferred where one of two labels plainly says yes
     */
    public record Predicted(Task task, List<String> labels, String posLabel) {
        /** All of it is inferred. */
        public static final Predicted INFERRED = new Predicted(null, null, null);

        public Predicted {
            posLabel = posLabel == null ? null : Labels.canonical(posLabel);
        }
    }

    /**
     * Which rows are kept back.
     *
     * @param split how rows are kept back; null: stratified
     * @param testSize part to keep back, between 0 and 1; null: 0.2
     * @param testData a file of rows to keep back instead of splitting; null: none
     */
    public record Holdout(SplitSpec split, Double testSize, Path testData) {
        /** A fifth, stratified. */
        public static final Holdout STANDARD = new Holdout(null, null, null);

        public Holdout {
            if (testData != null && (testSize != null || split != null)) {
                throw new UserError(
                        "a test file was given, so there is nothing to split. Take out the test size and the"
                                + " split, or the test file.");
            }
            split = split == null ? SplitSpec.STRATIFIED : split;
            testSize = Objects.requireNonNullElse(testSize, STANDARD_TEST_SIZE);
        }
    }

    /**
     * How it is learnt.
     *
     * @param algorithm the learner
     * @param candidates the learners that {@code auto} compares; null: those compared by default that learn the task
     * @param hyperparameters by scikit-learn's name; null: none
     * @param classWeight {@code balanced} or null; the same as the hyperparameter {@code class_weight}
     * @param threshold from which score on the positive label is predicted; null: the most probable label is
     */
    public record Method(
            Algorithm algorithm,
            List<Algorithm> candidates,
            Map<String, ?> hyperparameters,
            String classWeight,
            ThresholdRule threshold) {
        public Method {
            hyperparameters = with(hyperparameters, "class_weight", "class weight", classWeight);
            if (algorithm == Algorithm.AUTO) {
                Candidates.check(hyperparameters.keySet());
            }
        }

        /** A learner with its hyperparameters. */
        public static Method of(Algorithm algorithm, Map<String, ?> hyperparameters) {
            return new Method(algorithm, null, hyperparameters, null, null);
        }

        /**
         * Hyperparameters with one that an option may set too.
         *
         * @param hyperparameters null: none
         * @param name of the one
         * @param option what the option is called in words
         * @param value null: not given
         * @throws UserError when both give it, and not the same
         */
        public static Map<String, ?> with(Map<String, ?> hyperparameters, String name, String option, String value) {
            Map<String, Object> all = new LinkedHashMap<>();
            if (hyperparameters != null) {
                all.putAll(hyperparameters);
            }
            if (value != null) {
                Object other = all.put(name, value);
                if (other != null && !other.equals(value)) {
                    throw new UserError(option + " is given twice: \"" + value + "\" as an option and \"" + other
                            + "\" as a hyperparameter. Keep one.");
                }
            }
            return Collections.unmodifiableMap(all);
        }
    }

    /** A request with the standard values. */
    public static TrainingRequest of(
            Path data, String label, Algorithm algorithm, Map<String, ?> hyperparameters, Path output) {
        return new TrainingRequest(
                Source.of(data, ColumnSelection.of(label)),
                Predicted.INFERRED,
                Holdout.STANDARD,
                Method.of(algorithm, hyperparameters),
                STANDARD_SEED,
                1,
                output);
    }
}
