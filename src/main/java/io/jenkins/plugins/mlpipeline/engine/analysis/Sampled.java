package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;

/**
 * A metric whose bootstrap samples are kept where it has no standard error in closed form.
 *
 * @param key the metric
 * @param slices name of the slices it is about; null for all rows
 * @param versus the other model whose difference is meant, {@code baseline} or {@code dummy}; null for the candidate alone
 */
public record Sampled(CatalogueKey key, String slices, String versus) {}
