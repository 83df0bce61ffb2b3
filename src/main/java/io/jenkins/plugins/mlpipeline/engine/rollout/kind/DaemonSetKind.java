package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
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

/** A DaemonSet: a pod on each node that fits. */
final class DaemonSetKind implements WorkloadKind {
    private static final Kind API = new Kind("apps/v1", "DaemonSet", "daemonsets", true);

    /**
     * A DaemonSet.
     *
     * @param desired nodes that should have a pod
     * @param updated nodes with a pod of the current template
     * @param available nodes with an available pod
     * @param scheduled nodes with a pod of any template
     * @param onDelete whether pods get the new template only when somebody deletes them
     * @param strategy how it replaces pods
     */
    record State(
            Identity id, int desired, int updated, int available, int scheduled, boolean onDelete, Strategy strategy)
            implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return pod.ownerUid().equals(id.uid())
                    && current.filter(r -> r.name().endsWith("-" + pod.revision()))
                            .isPresent();
        }

        @Override
        public boolean fullyAvailable() {
            return desired > 0 && id.observed() && updated == desired && available >= desired;
        }
    }

    @Override
    public Optional<Kind> api() {
        return Optional.of(API);
    }

    @Override
    public String shortName() {
        return "ds";
    }

    @Override
    public Optional<RevisionKind> revisions() {
        return Optional.of(RevisionKind.CONTROLLER_REVISION);
    }

    @Override
    public State read(JsonNode o) {
        JsonNode status = o.path("status");
        return new State(
                Reading.identity(o),
                status.path("desiredNumberScheduled").asInt(),
                status.path("updatedNumberScheduled").asInt(),
                status.path("numberAvailable").asInt(),
                status.path("currentNumberScheduled").asInt(),
                Waits.untilDeleted(o.path("spec")),
                Strategy.ofSet(
                        o.path("spec"), status.path("desiredNumberScheduled").asInt()));
    }

    @Override
    public Optional<Outage.Availability> availability(ObservedState state) {
        State s = (State) state.workload();
        return Optional.of(
                new Outage.Availability(s.desired(), s.available(), s.strategy().mayMiss()));
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        return decide((State) state.workload(), state, e);
    }

    private static ObservationVerdict decide(State s, ObservedState state, Expectation e) {
        if (!s.id().observed()) {
            return Waits.notSeen(s.id());
        }
        if (s.desired() == 0) {
            return new ObservationVerdict.Final(
                    Outcome.SCALED_TO_ZERO,
                    "NoNodes",
                    s.id().label()
                            + " fits no node (desiredNumberScheduled 0): nothing runs that could show that it works.");
        }
        if (s.onDelete() && s.updated() < s.scheduled()) {
            return Waits.onDelete(s.id(), s.scheduled() - s.updated(), s.scheduled());
        }
        Optional<ObservationVerdict> doomed = NewPods.doomed(s.id().label(), state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        String numbers = s.updated() + " of " + s.desired() + " updated, " + s.available() + " available";
        if (s.updated() < s.desired() || s.available() < s.desired()) {
            return new ObservationVerdict.Wait(ProgressLine.line(numbers, state, e.patience()));
        }
        return new ObservationVerdict.Candidate(numbers, NewPods.restarts(state));
    }
}
