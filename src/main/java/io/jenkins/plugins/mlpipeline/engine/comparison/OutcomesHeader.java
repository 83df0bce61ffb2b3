package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;

/**
 * What a file of outcomes says about itself.
 *
 * @param schemaVersion 1
 * @param model the model that answered; null when predictions of another tool were evaluated
 * @param subject what such predictions are about; null when not bound
 * @param dataName the data's file, for people
 * @param dataSha256 {@code sha256:<hex>} of the data's file, of several files that of their list in the order in which they were read
 * @param task what is predicted
 * @param labels label list, whose positions the rows name (classification)
 * @param posLabel positive label; null when not declared
 * @param scores what scores each row has; null for regression
 * @param rowId the column whose content names a row; null when the row's whole content does
 * @param rows number of rows
 * @param fed what the model was fed; null where that is not known
 * @param weights the column that said what rows count for, which is not kept; null where each counted the same
 */
public record OutcomesHeader(
        int schemaVersion,
        ModelRef model,
        String subject,
        String dataName,
        String dataSha256,
        Task task,
        List<String> labels,
        String posLabel,
        Scores scores,
        String rowId,
        long rows,
        Fed fed,
        String weights) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;
}
