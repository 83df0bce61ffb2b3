/**
 * Checks of the rows that a model is evaluated on: by themselves, and beside the rows that it learnt from. They are
 * collected while validation reads the rows, and become metrics that a gate can be on.
 */
package io.jenkins.plugins.mlpipeline.engine.check;
