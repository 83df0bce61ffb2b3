/**
 * The work of {@code mlDeploy} on the controller: what is deployed and whether it may be, its turn, and its answer. The rollout
 * itself is the engine's; the step and the execution that outlives restarts belong to the steps.
 */
package io.jenkins.plugins.mlpipeline.steps.deploy;
