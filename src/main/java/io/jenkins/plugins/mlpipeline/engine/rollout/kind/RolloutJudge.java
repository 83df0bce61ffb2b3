package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.StabilityWindow;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;

/** What an observation means for a rollout: first what is the same for all kinds, then the kind's own rules. */
public final class RolloutJudge {
    private RolloutJudge() {}

    /**
     * One observation, judged.
     *
     * @param what the workload's label, for the message when it is gone
     * @return never a {@code TIMED_OUT}: a candidate may outlive the timeout, which {@link StabilityWindow} therefore judges
     */
    public static ObservationVerdict of(WorkloadKind kind, String what, ObservedState state, Expectation e) {
        return of(kind, what, state, e, false);
    }

    /**
     * The same.
     *
     * @param back whether its controller was told to go back
     */
    public static ObservationVerdict of(
            WorkloadKind kind, String what, ObservedState state, Expectation e, boolean back) {
        Workload workload = state.workload();
        if (workload == null) {
            return ObservationVerdict.failed("Deleted", what + " was deleted during the rollout.");
        }
        if (!workload.id().uid().equals(e.uid())) {
            return ObservationVerdict.failed(
                    "Recreated", what + " was deleted and created again during the rollout, by somebody else.");
        }
        if (!workload.id().templateDigest().equals(e.templateDigest())) {
            String writer = workload.id().templateWriter();
            return new ObservationVerdict.Final(
                    Outcome.SUPERSEDED,
                    "Superseded",
                    what + " got another " + (kind.hasPodTemplate() ? "pod template" : "specification")
                            + " during the rollout"
                            + (writer.isEmpty() ? "" : " (last written by " + writer + ")")
                            + ": this rollout is over, and nothing was rolled back.");
        }
        return back ? kind.judgeBack(state, e) : kind.judge(state, e);
    }
}
