package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;

/**
 * What a model answered on a test set, row by row, beside the truth: all that a metric needs, and nothing of the rows'
 * text. Immutable; made by the streaming builders of {@link ClassificationOutcomes} and {@link RegressionOutcomes}.
 */
public sealed interface Outcomes permits ClassificationOutcomes, RegressionOutcomes {

    /** What was predicted. */
    Task task();

    /** The number of rows, at least 1. */
    int rows();

    /** What each row counts for; null where each counts the same. */
    RowWeights weights();

    /** The same answers on rows that count differently; null for the same. */
    Outcomes weighing(RowWeights weights);

    /**
     * Some of the rows, in that order; a row may be named more than once.
     *
     * @param chosen positions of rows, at least one
     */
    Outcomes subset(int... chosen);
}
