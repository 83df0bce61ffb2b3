package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;

/**
 * What a model answered on a test set, and how its rows are known again.
 *
 * @param header what it is about
 * @param keys a hash for each row, see {@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash}; null where the data's
 *     digest alone tells (a model that was just run on the same file)
 * @param outcomes the rows
 * @param learnt which of them the model learnt from
 */
public record StoredOutcomes(OutcomesHeader header, long[] keys, Outcomes outcomes, LearntRows learnt) {}
