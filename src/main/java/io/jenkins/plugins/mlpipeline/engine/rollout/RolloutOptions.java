package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.util.Locale;
import java.util.function.Consumer;

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
 * @param promote whether a Rollout is promoted at each of its pauses without an end, rather than left there
 * @param prune the kinds of which objects may go that the last deployment had and this one doesn't; {@code null} when none go
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
        boolean restartOnConfig,
        boolean promote,
        AllowedKinds prune) {
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
                true,
                false,
                null);
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
        return with(draft -> draft.timeoutSeconds = seconds);
    }

    public RolloutOptions withStableFor(int seconds) {
        return with(draft -> draft.stableForSeconds = seconds);
    }

    public RolloutOptions withConflicts(Conflicts other) {
        return with(draft -> draft.conflicts = other);
    }

    public RolloutOptions withRecovery(Recovery failure, Recovery timeout, Recovery abort) {
        return with(draft -> {
            draft.onFailure = failure;
            draft.onTimeout = timeout;
            draft.onAbort = abort;
        });
    }

    public RolloutOptions withDeleteBrokenPods() {
        return with(draft -> draft.deleteBrokenPods = true);
    }

    public RolloutOptions withPatience(Patience other) {
        return with(draft -> draft.patience = other);
    }

    public RolloutOptions withRollback(RollbackTo to) {
        return with(draft -> draft.rollbackTo = to);
    }

    public RolloutOptions withUnexplained(Unexplained what) {
        return with(draft -> draft.unexplained = what);
    }

    public RolloutOptions withRestartOnConfig(boolean restart) {
        return with(draft -> draft.restartOnConfig = restart);
    }

    /** A Rollout is promoted at each of its pauses. */
    public RolloutOptions withPromote() {
        return with(draft -> draft.promote = true);
    }

    /** Objects of these kinds go that the last deployment had and this one doesn't. */
    public RolloutOptions withPrune(AllowedKinds kinds) {
        return with(draft -> draft.prune = kinds);
    }

    /** The same, and nothing goes that is of another kind than these. */
    public RolloutOptions within(AllowedKinds kinds) {
        return prune == null ? this : withPrune(kinds);
    }

    private RolloutOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.options();
    }

    /** These options while one of them is changed, so that all are listed once. */
    private final class Draft {
        private Conflicts conflicts = RolloutOptions.this.conflicts;
        private int timeoutSeconds = RolloutOptions.this.timeoutSeconds;
        private int stableForSeconds = RolloutOptions.this.stableForSeconds;
        private Recovery onFailure = RolloutOptions.this.onFailure;
        private Recovery onTimeout = RolloutOptions.this.onTimeout;
        private Recovery onAbort = RolloutOptions.this.onAbort;
        private boolean deleteBrokenPods = RolloutOptions.this.deleteBrokenPods;
        private Patience patience = RolloutOptions.this.patience;
        private RollbackTo rollbackTo = RolloutOptions.this.rollbackTo;
        private Unexplained unexplained = RolloutOptions.this.unexplained;
        private boolean restartOnConfig = RolloutOptions.this.restartOnConfig;
        private boolean promote = RolloutOptions.this.promote;
        private AllowedKinds prune = RolloutOptions.this.prune;

        private RolloutOptions options() {
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
                    rollbackTo,
                    unexplained,
                    restartOnConfig,
                    promote,
                    prune);
        }
    }
}
