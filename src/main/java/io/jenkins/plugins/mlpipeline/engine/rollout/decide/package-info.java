/**
 * From what was observed to what it means, as pure functions.
 *
 * <p>{@code rollout.kind} asks the rules of the workload's kind in a fixed order; {@link io.jenkins.plugins.mlpipeline.engine.rollout.decide.StabilityWindow} then holds a candidate for {@code stableFor}.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.decide;
