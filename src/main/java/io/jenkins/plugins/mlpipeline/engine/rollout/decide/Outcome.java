package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

/** How a deployment ended, and what that means for a build and for the command line. */
public enum Outcome {
    /** The new template serves and stayed up for {@code stableFor}. */
    DEPLOYED(BuildResult.SUCCESS, 0),
    /** The cluster had this template already; it was health-checked like a new one. */
    UNCHANGED(BuildResult.SUCCESS, 0),
    /** Nothing was written: the difference that a deployment would make was shown. */
    DRY_RUN(BuildResult.SUCCESS, 0),
    /** Applied, but this kind doesn't tell whether the new model serves. */
    UNVERIFIED(BuildResult.UNSTABLE, 3),
    /** Applied to a workload with zero replicas: nothing runs. */
    SCALED_TO_ZERO(BuildResult.UNSTABLE, 3),
    /** Another writer changed the template during the rollout, or during its rollback. */
    SUPERSEDED(BuildResult.UNSTABLE, 3),
    /** The new template doesn't work; {@code rollback} says what was done about it. */
    FAILED(BuildResult.FAILURE, 1),
    /** No verdict before {@code timeout}: slow, or out of reach. */
    TIMED_OUT(BuildResult.FAILURE, 1),
    /** {@code spec.paused} holds the rollout. */
    PAUSED(BuildResult.FAILURE, 1),
    /** The build was stopped by somebody. */
    ABORTED(BuildResult.ABORTED, 1),
    /** Another field manager owns a field with another value. */
    CONFLICT(BuildResult.FAILURE, 2),
    /** A field was changed that Kubernetes doesn't let change. */
    IMMUTABLE(BuildResult.FAILURE, 2),
    /** The credentials don't permit it. */
    FORBIDDEN(BuildResult.FAILURE, 2),
    /** The API server doesn't accept the object. */
    INVALID(BuildResult.FAILURE, 2),
    /** Failed, and the state before could not be restored. */
    ROLLBACK_FAILED(BuildResult.FAILURE, 1),
    /** Failed, and what ran before can't be named exactly enough to bring it back. */
    NOT_RESTORABLE(BuildResult.FAILURE, 1),
    /** Failed, and there is no earlier state that is known to work. */
    NO_KNOWN_GOOD(BuildResult.FAILURE, 1),
    /** Failed, and what ran before is back, although one that was gated or verified was asked for and there is none. */
    UNGATED_RESTORED(BuildResult.FAILURE, 1),
    /** It could not be carried out: a file, an option or the connection; the message says which. */
    ERROR(BuildResult.FAILURE, 2),
    /** No passing verdict for what would be deployed: nothing was written. */
    UNGATED(BuildResult.FAILURE, 2),
    /** What would be deployed isn't what was gated: nothing was written. */
    TAMPERED(BuildResult.FAILURE, 2);

    /** A build's result, in Jenkins' words. */
    public enum BuildResult {
        SUCCESS,
        UNSTABLE,
        FAILURE,
        ABORTED
    }

    private final BuildResult build;
    private final int exitCode;

    Outcome(BuildResult build, int exitCode) {
        this.build = build;
        this.exitCode = exitCode;
    }

    public BuildResult build() {
        return build;
    }

    /** The command line's exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether what should run does not, although it was tried to bring it back: shown at the top of the page. */
    public boolean needsAttention() {
        return this == ROLLBACK_FAILED || this == NOT_RESTORABLE || this == NO_KNOWN_GOOD || this == UNGATED_RESTORED;
    }
}
