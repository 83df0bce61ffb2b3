/**
 * What a cluster says about a workload at one moment, as plain records: the only input of {@code rollout.decide}.
 *
 * <p>{@link io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading} makes them from the API server's JSON; nothing
 * here does input or output.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.observe;
