package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Decision;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.NewPods;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.Optional;

/** A StatefulSet: its pods are replaced in order, and a broken one is waited for. */
final class StatefulSetKind implements WorkloadKind {
    private static final Kind API = new Kind("apps/v1", "StatefulSet", "statefulsets", true);

    /**
     * A StatefulSet.
     *
     * @param replicas {@code spec.replicas}
     * @param updated pods of the update revision
     * @param ready ready pods
     * @param available pods ready for at least {@code minReadySeconds}
     * @param partition pods with a smaller ordinal keep the old template
     * @param onDelete whether pods get the new template only when somebody deletes them
     * @param currentRevision name of the ControllerRevision that the pods had
     * @param updateRevision name of the ControllerRevision that they are to get
     */
    record State(
            Identity id,
            int replicas,
            int updated,
            int ready,
            int available,
            int partition,
            boolean onDelete,
            String currentRevision,
            String updateRevision)
            implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return pod.ownerUid().equals(id.uid()) && pod.revision().equals(updateRevision);
        }

        @Override
        public boolean fullyAvailable() {
            return replicas > 0 && id.observed() && available >= replicas && currentRevision.equals(updateRevision);
        }
    }

    @Override
    public Optional<Kind> api() {
        return Optional.of(API);
    }

    @Override
    public String shortName() {
        return "sts";
    }

    @Override
    public Optional<RevisionKind> revisions() {
        return Optional.of(RevisionKind.CONTROLLER_REVISION);
    }

    @Override
    public boolean waitsForBrokenPods() {
        return true;
    }

    @Override
    public State read(JsonNode o) {
        JsonNode spec = o.path("spec");
        JsonNode status = o.path("status");
        return new State(
                Reading.identity(o),
                spec.path("replicas").asInt(1),
                status.path("updatedReplicas").asInt(),
                status.path("readyReplicas").asInt(),
                status.path("availableReplicas").asInt(),
                spec.path("updateStrategy")
                        .path("rollingUpdate")
                        .path("partition")
                        .asInt(),
                Waits.untilDeleted(spec),
                status.path("currentRevision").asText(),
                status.path("updateRevision").asText());
    }

    @Override
    public Decision judge(ObservedState state, Expectation e) {
        return decide((State) state.workload(), state, e);
    }

    private static Decision decide(State s, ObservedState state, Expectation e) {
        if (s.replicas() == 0) {
            return new Decision.Final(
                    Outcome.SCALED_TO_ZERO,
                    "ScaledToZero",
                    s.id().label()
                            + " has spec.replicas 0: the template was applied, but nothing runs that could show that it works.");
        }
        if (!s.id().observed()) {
            return Waits.notSeen(s.id());
        }
        boolean same = s.currentRevision().equals(s.updateRevision());
        if (s.onDelete() && !(same && s.updated() == s.replicas())) {
            return Waits.onDelete(s.id());
        }
        int wanted = Math.max(0, s.replicas() - s.partition());
        Optional<Decision> doomed = NewPods.doomed(s.id().label(), state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        String numbers = s.updated() + " of " + wanted + " updated, " + s.available() + " available";
        if (s.ready() != s.replicas()
                || s.available() < s.replicas()
                || s.updated() < wanted
                || (s.partition() == 0 && !same)) {
            return new Decision.Wait(ProgressLine.line(numbers, state, e.patience()));
        }
        return new Decision.Candidate(numbers, NewPods.restarts(state));
    }
}
