package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.List;
import java.util.Map;

/**
 * The document {@code training.json}, schema version 1: how a model came to be. Fields that do not apply are null.
 *
 * @param schemaVersion 1
 * @param createdAt ISO 8601 instant at which the training ended
 * @param task what is predicted
 * @param algorithm the learner that was taken
 * @param seed of the split and of the learner
 * @param hyperparameters all values in force, by name
 * @param model the package
 * @param data the file that was read
 * @param holdout the rows kept back
 * @param split how they were chosen
 * @param leaderboard what was compared; null when the algorithm was named
 * @param threshold how the model's threshold came about; null when none was asked for
 * @param curve loss by round or epoch; empty when the learner has no rounds
 * @param check comparison of the ONNX file with the learner
 * @param profile what the rows learnt from look like
 * @param timing seconds by stage, in their order
 * @param environment machine and versions, in a fixed order
 * @param warnings what a reader should know, one sentence each
 */
public record TrainingRecord(
        int schemaVersion,
        String createdAt,
        Task task,
        String algorithm,
        long seed,
        Map<String, Object> hyperparameters,
        ModelRef model,
        Data data,
        Data holdout,
        Split split,
        Leaderboard leaderboard,
        Threshold threshold,
        List<LossPoint> curve,
        Check check,
        Profile profile,
        Map<String, Double> timing,
        Map<String, String> environment,
        List<String> warnings) {
    /** The schema version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * A data file.
     *
     * @param name file name, for people
     * @param sha256 {@code sha256:<hex>} of its bytes
     * @param rows number of rows
     */
    public record Data(String name, String sha256, long rows) {}

    /**
     * How rows were kept back.
     *
     * @param rule as options write it; null when a test file was given
     * @param testSize share asked for; null when a test file was given
     * @param trainingRows rows learnt from
     * @param holdoutRows rows kept back
     */
    public record Split(String rule, Double testSize, long trainingRows, long holdoutRows) {}

    /**
     * Learners that were compared on the training part.
     *
     * @param metric key of the metric
     * @param folds number of folds
     * @param candidates best first; those that failed last
     * @param dummy mean over the folds of a model without features, which answers the shares of the labels or the mean
     */
    public record Leaderboard(String metric, int folds, List<Candidate> candidates, Double dummy) {}

    /**
     * A learner that was compared with others.
     *
     * @param algorithm its name
     * @param mean over the folds; null when it failed
     * @param std standard deviation over the folds; null when it failed
     * @param scores one for each fold
     * @param seconds that all folds took
     * @param failure why it has no score; null when it has one
     */
    public record Candidate(
            String algorithm, Double mean, Double std, List<Double> scores, Double seconds, String failure) {}

    /**
     * The score from which the model answers the positive label.
     *
     * @param rule what was asked
     * @param value the threshold
     * @param metric the metric that the rule names; null where it is a score itself
     * @param reached its value on the rows that the threshold was chosen on
     * @param rows of the training part that it was chosen on, each scored by a model that learnt from others
     * @param folds in which these were scored
     */
    public record Threshold(String rule, double value, String metric, Double reached, Long rows, Integer folds) {}

    /**
     * How near the ONNX file is to the learner.
     *
     * @param rows compared
     * @param maxDifference greatest |difference| / max(unit, |y|), unit being 1 or the deviation of a regression's values
     *     if that is greater; of a forest that is compared in parts, that of a part
     * @param tolerance the greatest that is allowed
     */
    public record Check(long rows, double maxDifference, double tolerance) {}
}
