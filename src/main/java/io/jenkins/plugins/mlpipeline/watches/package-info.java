/**
 * Looks at models that serve, kept on the controller: the ledger of each watch, what became of the looks by model, and the jobs
 * that start because of them. Knows targets and the engine; no step.
 */
package io.jenkins.plugins.mlpipeline.watches;
