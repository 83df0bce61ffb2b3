/**
 * Keeps secrets out of what people read: values that are known to be secret ({@link
 * io.jenkins.plugins.mlpipeline.engine.rollout.secret.SecretValues}) and text that looks like a credential ({@link
 * io.jenkins.plugins.mlpipeline.engine.rollout.secret.Credentials}).
 *
 * <p>All of it is strangers' text, so that every method takes time in proportion to its length. Nothing here does
 * input or output.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.secret;
