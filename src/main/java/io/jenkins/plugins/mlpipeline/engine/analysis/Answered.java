package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.comparison.Fed;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import java.util.function.Supplier;

/**
 * A model's answers on all rows.
 *
 * @param evaluation what they say, without any comparison
 * @param outcomes the rows
 * @param dummy the same rows as a model without features answers them
 * @param rows what was noted of each row; null for nothing
 * @param rowId the column that names a row; null for none
 * @param fed what the model was fed; null where that is not known
 * @param learnt says which rows the model learnt from, which takes a while
 */
public record Answered(
        Evaluation evaluation,
        Outcomes outcomes,
        Outcomes dummy,
        RowRecorder rows,
        String rowId,
        Fed fed,
        Supplier<LearntRows> learnt) {
    /** The same answers with what is known of the model's inputs. */
    public Answered with(Importance importance) {
        return new Answered(evaluation.with(importance), outcomes, dummy, rows, rowId, fed, learnt);
    }
}
