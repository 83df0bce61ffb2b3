package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.Map;

/**
 * What a model without features would reach on the same rows.
 *
 * @param strategy what it predicts: {@code prior} (classification: the most frequent label with the frequencies as
 *     probabilities) or {@code mean} (regression)
 * @param source where the constant comes from: {@code training} or {@code evaluation} (when the training data's counts
 *     are not known)
 * @param metrics by metric key
 */
public record Dummy(String strategy, String source, Map<String, MetricValue> metrics) {}
