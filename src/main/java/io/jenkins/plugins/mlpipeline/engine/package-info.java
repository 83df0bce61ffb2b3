/**
 * The Jenkins-free half of ML Pipeline: nothing below this package imports Jenkins.
 *
 * <p>Data flows in one direction: {@code dataset} reads rows, {@code training} makes a {@code model}, {@code evaluation}
 * is what is known about a model's behaviour on rows ({@code metric} computes it), {@code gate} judges an evaluation,
 * {@code report} shows both, {@code rollout} brings a gated model to a cluster.
 */
package io.jenkins.plugins.mlpipeline.engine;
