package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.util.Locale;

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
 * @param rollbackTo what a rollback looks for
 * @param unexplained what is done about fields of the pod template that nobody has written
 * @param restartOnConfig whether pods start anew when a ConfigMap or Secret of the deployment changed that they read
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
        Patience patience,
        RollbackTo rollbackTo,
        Unexplained unexplained,
        boolean restartOnConfig) {
    /** With the standard for what was added later. */
    public RolloutOptions(
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
        this(
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
                patience,
                RollbackTo.PREVIOUS,
                Unexplained.WARN,
                true);
    }

    /** What is done about fields of a pod template that neither manifest, default nor another manager explains. */
    public enum Unexplained {
        WARN,
        FAIL,
        IGNORE;

        /**
         * Reads {@code warn}, {@code fail} or {@code ignore}.
         *
         * @param name of the option, for errors
         * @throws UserError when it is none of them
         */
        public static Unexplained parse(String name, String value) {
            for (Unexplained what : values()) {
                if (what.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return what;
                }
            }
            throw new UserError(name + ": \"" + value + "\" is not warn, fail or ignore.");
        }
    }

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
                patience,
                rollbackTo,
                unexplained,
                restartOnConfig);
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
                patience,
                rollbackTo,
                unexplained,
                restartOnConfig);
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
                patience,
                rollbackTo,
                unexplained,
                restartOnConfig);
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
                patience,
                rollbackTo,
                unexplained,
                restartOnConfig);
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
                patience,
                rollbackTo,
                unexplained,
                restartOnConfig);
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
                other,
                rollbackTo,
                unexplained,
                restartOnConfig);
    }

    public RolloutOptions withRollback(RollbackTo to) {
        return with(to, unexplained, restartOnConfig);
    }

    public RolloutOptions withUnexplained(Unexplained what) {
        return with(rollbackTo, what, restartOnConfig);
    }

    public RolloutOptions withRestartOnConfig(boolean restart) {
        return with(rollbackTo, unexplained, restart);
    }

    private RolloutOptions with(RollbackTo to, Unexplained what, boolean restart) {
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
                patience,
                to,
                what,
                restart);
    }
}
