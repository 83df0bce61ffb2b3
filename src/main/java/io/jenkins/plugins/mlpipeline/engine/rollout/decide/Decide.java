package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.CustomState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.DaemonSetState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.DeploymentState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.JobState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.StatefulSetState;

/** What an observation means for a rollout. */
public final class Decide {
    private Decide() {}

    /**
     * One observation, judged by the rules of its kind, in their order.
     *
     * @param what the workload's label, for the message when it is gone
     * @return never a {@code TIMED_OUT}: a candidate may outlive the timeout, which {@link Hold} therefore judges
     */
    public static Decision of(String what, ObservedState state, Expectation e) {
        Workload workload = state.workload();
        if (workload == null) {
            return DeploymentRules.failed("Deleted", what + " was deleted during the rollout.");
        }
        if (!workload.id().uid().equals(e.uid())) {
            return DeploymentRules.failed(
                    "Recreated", what + " was deleted and created again during the rollout, by somebody else.");
        }
        if (!workload.id().templateDigest().equals(e.templateDigest())) {
            String writer = workload.id().templateWriter();
            return new Decision.Final(
                    Outcome.SUPERSEDED,
                    "Superseded",
                    what + " got another pod template during the rollout"
                            + (writer.isEmpty() ? "" : " (last written by " + writer + ")")
                            + ": this rollout is over, and nothing was rolled back.");
        }
        if (workload instanceof DeploymentState deployment) {
            return DeploymentRules.decide(deployment, state, e);
        }
        if (workload instanceof StatefulSetState set) {
            return OtherRules.statefulSet(set, state, e);
        }
        if (workload instanceof DaemonSetState set) {
            return OtherRules.daemonSet(set, state, e);
        }
        if (workload instanceof JobState job) {
            return OtherRules.job(job, state, e);
        }
        return OtherRules.custom((CustomState) workload, e);
    }
}
