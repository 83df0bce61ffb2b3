/**
 * Statistics behind a verdict: confidence limits, comparisons of two models on the same rows, and what a test set of a
 * given size can show at all. Closed forms of counts and moments, so that a gate needs no rows; only the bootstrap sees
 * them.
 */
package io.jenkins.plugins.mlpipeline.engine.metric.statistics;
