/**
 * The document {@code evaluation.json} as records: what is known about a model's behaviour on rows. Formulas belong into
 * {@code metric}, and what follows from the numbers into {@code gate}.
 */
package io.jenkins.plugins.mlpipeline.engine.evaluation;
