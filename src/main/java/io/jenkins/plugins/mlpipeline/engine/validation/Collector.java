package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Turns a model's answers, batch by batch, into outcomes. */
interface Collector {
    /**
     * Takes what the model answered on a batch.
     *
     * @param truth per row the position of its label, or its number
     * @param places per row where it stands
     * @param missing the columns that have no value in a row, for messages
     */
    void add(BatchAnswers answers, double[] truth, long[] places, IntFunction<List<String>> missing);

    /**
     * The outcomes of all rows.
     *
     * @throws UserError when there were none
     */
    Outcomes finish();

    /** Rows of each label, in label order; null for regression. */
    Map<String, Long> labelCounts();

    /** The score from which rows were predicted positive; null when no threshold decided. */
    Double threshold();

    /** What a reader of the evaluation should know, one sentence each. */
    List<String> warnings();

    static UserError noRows(String data) {
        return new UserError(data + ": there are no rows below the header, so nothing can be said about the model.");
    }
}
