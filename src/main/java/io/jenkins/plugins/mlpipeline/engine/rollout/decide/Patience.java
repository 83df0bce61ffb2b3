package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

/**
 * How long symptoms that may pass are let be.
 *
 * @param replicaFailureSeconds how long {@code ReplicaFailure} may last: quotas and webhooks recover
 * @param imageErrorSeconds how long a pull may fail with "not found" or "unauthorized": registries replicate
 * @param unschedulableWarnSeconds from when on an unschedulable pod is named in the progress
 * @param unschedulableFailSeconds how long a pod may be unschedulable: nodes with a GPU take minutes to come
 * @param crashRestarts how many restarts make a crash loop hopeless
 * @param silentCustomResourceSeconds how long a custom resource may go without any condition
 * @param outageSeconds how long fewer pods than the strategy allows may be available
 */
public record Patience(
        int replicaFailureSeconds,
        int imageErrorSeconds,
        int unschedulableWarnSeconds,
        int unschedulableFailSeconds,
        int crashRestarts,
        int silentCustomResourceSeconds,
        int outageSeconds) {
    public static final Patience DEFAULT = new Patience(60, 120, 30, 300, 3, 10, 60);

    public Patience withOutage(int seconds) {
        return new Patience(
                replicaFailureSeconds,
                imageErrorSeconds,
                unschedulableWarnSeconds,
                unschedulableFailSeconds,
                crashRestarts,
                silentCustomResourceSeconds,
                seconds);
    }
}
