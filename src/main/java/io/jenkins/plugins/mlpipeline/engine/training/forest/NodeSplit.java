package io.jenkins.plugins.mlpipeline.engine.training.forest;

/**
 * The best split of a node.
 *
 * @param feature the feature
 * @param code greatest code that goes left
 * @param gaps whether there are rows without a value
 * @param missingLeft whether rows without a value go left
 * @param score sum over both sides of (squared sums of targets / weight); greater is purer
 */
record NodeSplit(int feature, int code, boolean gaps, boolean missingLeft, double score) {}
