/**
 * Work on a target in short steps: whose turn it is, what is held of the cluster meanwhile, and when the next step is due. It knows
 * nothing of what is done there.
 */
package io.jenkins.plugins.mlpipeline.steps.turn;
