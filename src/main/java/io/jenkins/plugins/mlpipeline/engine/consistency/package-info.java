/**
 * Whether an evaluation agrees with itself. Much of the document can be computed again from the rest (metrics of labels from
 * the confusion matrix, shares from their counts, areas from a whole curve); what can't is bounded by it. A forged document
 * that agrees with itself is not found here: that is what signatures are for.
 */
package io.jenkins.plugins.mlpipeline.engine.consistency;
