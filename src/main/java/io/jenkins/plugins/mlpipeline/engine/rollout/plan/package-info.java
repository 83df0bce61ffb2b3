/**
 * From manifests to what will be sent, without asking the cluster: parsed, images substituted, namespace resolved,
 * annotated, checked.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.plan;
