/**
 * What a deployment had that the next one no longer has: the list of it in the namespace, and when one of its objects may go.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.prune;
