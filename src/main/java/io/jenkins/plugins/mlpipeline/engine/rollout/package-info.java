/**
 * Brings a gated model to a cluster, tells the truth about it, and goes back when it doesn't work.
 *
 * <p>{@code plan} makes what will be sent, {@code observe} and {@code decide} judge what is there, {@code kind}
 * knows what is particular to one kind of workload, {@code secret} keeps secrets out of what is said, {@code restore} chooses
 * what to go back to, {@code cluster} does the requests. {@link io.jenkins.plugins.mlpipeline.engine.rollout.Rollout} ties
 * them together as a state machine that can be stored between any two steps; the result is a
 * {@link io.jenkins.plugins.mlpipeline.engine.rollout.Deployment}.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout;
