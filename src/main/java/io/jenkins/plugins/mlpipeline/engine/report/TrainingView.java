package io.jenkins.plugins.mlpipeline.engine.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import java.util.List;
import java.util.Map;

/**
 * What the report reads of {@code training.json}. Everything may be null: what is not there is not shown.
 *
 * @param algorithm the learner that made the model
 * @param seed of everything random
 * @param hyperparameters values in force
 * @param model the model that came out
 * @param data the file that was learnt from
 * @param holdout the rows kept back
 * @param split how rows were kept back
 * @param leaderboard what was compared
 * @param curve loss by round or epoch
 * @param bestStep round or epoch that the model is of
 * @param check how near the ONNX file is to the learner
 * @param profile what the values look like
 * @param timing seconds by stage
 * @param environment versions and machine
 * @param warnings one sentence each
 */
public record TrainingView(
        String algorithm,
        Long seed,
        @JsonSetter(contentNulls = Nulls.SET) Map<String, JsonNode> hyperparameters,
        ModelRef model,
        Data data,
        Data holdout,
        SplitView split,
        Leaderboard leaderboard,
        List<Loss> curve,
        Integer bestStep,
        Check check,
        ProfileView profile,
        Map<String, Double> timing,
        Map<String, String> environment,
        List<String> warnings) {

    /** A file: name for people, digest, rows. */
    public record Data(String name, String sha256, Long rows) {}

    /** The rule, the share that was kept back, and how many rows that makes. */
    public record SplitView(String rule, Double testSize, Long trainingRows, Long holdoutRows) {}

    /** Candidates, best first, the metric that they were compared by in so many folds, and what it is without features. */
    public record Leaderboard(String metric, Integer folds, List<Candidate> candidates, Double dummy) {}

    /** A learner with mean and standard deviation of its score over the folds, or the reason why it has none. */
    public record Candidate(
            String algorithm,
            Double mean,
            Double std,
            @JsonSetter(contentNulls = Nulls.SET) List<Double> scores,
            Double seconds,
            String failure) {}

    /** Rows compared, the greatest difference that was found, and the greatest that is allowed. */
    public record Check(Long rows, Double maxDifference, Double tolerance) {}

    /** A point of the training curve. */
    public record Loss(int step, Double training, Double validation) {}

    /** Profile of the rows that were learnt from. */
    public record ProfileView(Long rows, List<ColumnView> columns, ColumnView label) {}

    /** Profile of a column; see {@code training.schema.json}. */
    public record ColumnView(
            String name,
            String type,
            long count,
            long missing,
            Long distinct,
            Double min,
            Double max,
            Double mean,
            Double std,
            Map<String, Double> quantiles,
            Map<String, Long> frequencies,
            Long other) {}
}
