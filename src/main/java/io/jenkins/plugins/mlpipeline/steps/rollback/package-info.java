/**
 * The work of {@code mlRollback} on the controller: which target is meant, whether a build may go back without a person, its turn,
 * and the way back, which is the engine's.
 */
package io.jenkins.plugins.mlpipeline.steps.rollback;
