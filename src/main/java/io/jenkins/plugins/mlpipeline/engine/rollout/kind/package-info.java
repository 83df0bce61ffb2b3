/**
 * What is particular to one kind of object: how the API serves it, and of a workload how it is read, judged, rolled out and
 * restored. All else in {@code rollout} is the same for all kinds.
 *
 * <p>A new kind of workload is one class here, a line of {@link
 * io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds}, and its table of cases among the tests.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.kind;
