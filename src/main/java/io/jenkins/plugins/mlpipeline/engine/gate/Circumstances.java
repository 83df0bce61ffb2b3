package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;

/**
 * What a verdict is given under beside the gates that were asked for.
 *
 * @param policy what is demanded beside
 * @param passedBefore whether a model passed before, so that the policy takes no build for the first
 * @param origin how the evaluation came about and who judges; null when not known
 * @param allowWorkspaceEvaluations whether the policy's gates judge an evaluation that anybody may have written
 */
public record Circumstances(Policy policy, boolean passedBefore, Origin origin, boolean allowWorkspaceEvaluations) {
    /** No policy, and nothing known of the evaluation. */
    public static final Circumstances NONE = of(null);

    /** No policy. */
    public static Circumstances of(Origin origin) {
        return new Circumstances(Policy.NONE, false, origin, false);
    }

    /** Whether the policy's gates can't be decided by the evaluation, since it was not recorded here. */
    boolean isUntrusted() {
        return !allowWorkspaceEvaluations && (origin == null || origin.source() != Origin.Source.RECORDED);
    }
}
