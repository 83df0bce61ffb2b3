package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.FailureCause;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.NewPods;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outage;
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
     * @param total pods of all revisions
     * @param ordered whether a pod is waited for before the next one is replaced
     * @param strategy how it replaces pods
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
            int total,
            boolean ordered,
            Strategy strategy,
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
                status.path("replicas").asInt(),
                !spec.path("podManagementPolicy").asText().equals("Parallel"),
                Strategy.ofSet(spec, spec.path("replicas").asInt(1)),
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
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        return decide((State) state.workload(), state, e);
    }

    private static ObservationVerdict decide(State s, ObservedState state, Expectation e) {
        if (s.replicas() == 0) {
            return new ObservationVerdict.Final(
                    Outcome.SCALED_TO_ZERO,
                    "ScaledToZero",
                    s.id().label()
                            + " has spec.replicas 0: the template was applied, but nothing runs that could show that it works.");
        }
        if (!s.id().observed()) {
            return Waits.notSeen(s.id());
        }
        // With OnDelete the controller never calls the update revision current.
        boolean same = s.onDelete() || s.currentRevision().equals(s.updateRevision());
        if (s.onDelete() && s.updated() < s.total()) {
            return Waits.onDelete(s.id(), s.total() - s.updated(), s.total());
        }
        int wanted = Math.max(0, s.replicas() - s.partition());
        Optional<ObservationVerdict> doomed = NewPods.doomed(s.id().label(), state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        // Above the partition more than that have the new template where nothing else was there before.
        String numbers =
                s.updated() + " of " + Math.max(wanted, s.updated()) + " updated, " + s.available() + " available";
        if (s.ready() != s.replicas()
                || s.available() < s.replicas()
                || s.updated() < wanted
                || (s.partition() == 0 && !same)) {
            return new ObservationVerdict.Wait(ProgressLine.line(numbers, state, e.patience()) + broken(s, state, e));
        }
        return new ObservationVerdict.Candidate(numbers, NewPods.restarts(state), partial(s, state));
    }

    /** The pods below the partition keep the old template as long as it stands. */
    private static String partial(State s, ObservedState state) {
        int old = s.replicas() - s.updated();
        return s.partition() == 0 || old <= 0 || s.currentRevision().equals(s.updateRevision())
                ? null
                : old + " of " + s.replicas() + " pods keep the old template (updateStrategy.rollingUpdate.partition "
                        + s.partition() + "): lower the partition to roll the rest out.";
    }

    /** An older revision's broken pod: the controller waits for it before it replaces it. */
    private static String broken(State s, ObservedState state, Expectation e) {
        return state.pods().stream()
                .filter(p -> s.ordered() && p.ownerUid().equals(s.id().uid()) && !p.deleting())
                .filter(p -> !p.revision().equals(s.updateRevision()))
                .filter(p -> FailureCause.of(p, state.now(), e.patience()).isPresent())
                .findFirst()
                .map(p -> "; its controller waits for the broken pod " + p.name()
                        + " of an older revision: delete it (kubectl delete pod " + p.name()
                        + "); a rollback does so with deleteBrokenPods")
                .orElse("");
    }

    @Override
    public Optional<Outage.Availability> availability(ObservedState state) {
        State s = (State) state.workload();
        return Optional.of(new Outage.Availability(
                s.replicas(), s.available(), s.strategy().mayMiss()));
    }
}
