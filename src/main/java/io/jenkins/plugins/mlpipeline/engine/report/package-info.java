/**
 * Reports: pure functions from the documents {@code evaluation.json}, {@code gate.json} and {@code training.json} to text.
 * Nothing is taken from anywhere else, so that the controller can render what an agent measured, and everything that is
 * shown is escaped where it is written.
 */
package io.jenkins.plugins.mlpipeline.engine.report;
