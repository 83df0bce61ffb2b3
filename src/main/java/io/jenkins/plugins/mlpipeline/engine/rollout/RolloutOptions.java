package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;

/**
 * How a rollout is done.
 *
 * @param fieldManager the name under which fields are owned
 * @param conflicts what to do about fields that others own with other values
 * @param preserveReplicas whether the live number of replicas is sent where a scaler owns it
 * @param timeoutSeconds our own limit; 0 for the workload's deadline and a minute
 * @param stableForSeconds how long everything must stay up before it is called deployed
 * @param allowFailures how many doomed pods are let be, as long as others aren't
 * @param onFailure what is done about a failed rollout
 * @param onTimeout what is done about one without a verdict
 * @param onAbort what is done when somebody stops the build
 * @param deleteBrokenPods whether a rollback may delete the broken pods of an ordered StatefulSet, which its controller
 *     waits for forever (kubernetes#67250)
 * @param logLines how many lines of each failed container's log are kept
 * @param patience how long symptoms that may pass are let be
 */
public record RolloutOptions(
        String fieldManager,
        Conflicts conflicts,
        boolean preserveReplicas,
        int timeoutSeconds,
        int stableForSeconds,
        int allowFailures,
        Recovery onFailure,
        Recovery onTimeout,
        Recovery onAbort,
        boolean deleteBrokenPods,
        int logLines,
        Patience patience) {
    /** What is done about a rollout that didn't succeed. */
    public enum Recovery {
        ROLLBACK,
        LEAVE
    }

    public static final RolloutOptions DEFAULT = new RolloutOptions(
            "jenkins-ml-pipeline",
            Conflicts.FAIL,
            true,
            0,
            30,
            1,
            Recovery.ROLLBACK,
            Recovery.LEAVE,
            Recovery.LEAVE,
            false,
            100,
            Patience.DEFAULT);

    public RolloutOptions withTimeout(int seconds) {
        return new RolloutOptions(
                fieldManager,
                conflicts,
                preserveReplicas,
                seconds,
                stableForSeconds,
                allowFailures,
                onFailure,
                onTimeout,
                onAbort,
                deleteBrokenPods,
                logLines,
                patience);
    }

    public RolloutOptions withStableFor(int seconds) {
        return new RolloutOptions(
                fieldManager,
                conflicts,
                preserveReplicas,
                timeoutSeconds,
                seconds,
                allowFailures,
                onFailure,
                onTimeout,
                onAbort,
                deleteBrokenPods,
                logLines,
                patience);
    }

    public RolloutOptions withConflicts(Conflicts other) {
        return new RolloutOptions(
                fieldManager,
                other,
                preserveReplicas,
                timeoutSeconds,
                stableForSeconds,
                allowFailures,
                onFailure,
                onTimeout,
                onAbort,
                deleteBrokenPods,
                logLines,
                patience);
    }

    public RolloutOptions withRecovery(Recovery failure, Recovery timeout, Recovery abort) {
        return new RolloutOptions(
                fieldManager,
                conflicts,
                preserveReplicas,
                timeoutSeconds,
                stableForSeconds,
                allowFailures,
                failure,
                timeout,
                abort,
                deleteBrokenPods,
                logLines,
                patience);
    }

    public RolloutOptions withDeleteBrokenPods() {
        return new RolloutOptions(
                fieldManager,
                conflicts,
                preserveReplicas,
                timeoutSeconds,
                stableForSeconds,
                allowFailures,
                onFailure,
                onTimeout,
                onAbort,
                true,
                logLines,
                patience);
    }

    public RolloutOptions withPatience(Patience other) {
        return new RolloutOptions(
                fieldManager,
                conflicts,
                preserveReplicas,
                timeoutSeconds,
                stableForSeconds,
                allowFailures,
                onFailure,
                onTimeout,
                onAbort,
                deleteBrokenPods,
                logLines,
                other);
    }
}
