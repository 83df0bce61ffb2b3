/**
 * What a model answered on a test set, row by row, beside the truth, and what is counted, ranked and binned of it once for all
 * metrics. Knows no metric: which of it makes a value belongs to {@code metric}.
 */
package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;
