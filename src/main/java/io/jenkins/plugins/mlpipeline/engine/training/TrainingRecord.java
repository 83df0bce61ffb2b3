package io.jenkins.plugins.mlpipeline.engine.training;

import java.util.List;
import java.util.Map;

/**
 * The document {@code training.json}, schema version 1: how a model came to be. Fields that do not apply are null.
 *
 * @param schemaVersion 1
 * @param createdAt ISO 8601 instant at which the training ended
 * @param algorithm the learner that was taken
 * @param modelDigest digest of the package
 * @param data the file that was read
 * @param holdout the rows kept back
 * @param leaderboard what was compared, best first; empty when the algorithm was named
 * @param curve loss by round or epoch; empty when the learner has no rounds
 * @param check comparison of the ONNX file with the learner
 * @param timing seconds by stage, in their order
 * @param environment machine and versions, in a fixed order
 * @param warnings what a reader should know, one sentence each
 */
public record TrainingRecord(
        int schemaVersion,
        String createdAt,
        String algorithm,
        String modelDigest,
        Data data,
        Data holdout,
        List<Candidate> leaderboard,
        List<LossPoint> curve,
        Check check,
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
     * A learner that was compared with others.
     *
     * @param algorithm its name
     * @param metric key of the metric
     * @param mean over the folds
     * @param deviation standard deviation over the folds
     */
    public record Candidate(String algorithm, String metric, double mean, double deviation) {}

    /**
     * How near the ONNX file is to the learner.
     *
     * @param rows compared
     * @param maxDifference greatest |difference| / max(1, |y|)
     * @param tolerance the greatest that is allowed
     */
    public record Check(long rows, double maxDifference, double tolerance) {}
}
