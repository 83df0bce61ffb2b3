/**
 * Turns a model and rows, a file of predictions, or another tool's metrics into an
 * {@link io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation}.
 *
 * <p>Rows stream through: one thread reads cells into batches, another predicts them; what stays of a row are its labels
 * and scores. The document's records live in {@code evaluation}, which the controller uses without any of this.
 */
package io.jenkins.plugins.mlpipeline.engine.validation;
