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
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A Deployment: its ReplicaSets are its revisions, and its own deadline says when it failed. */
final class DeploymentKind implements WorkloadKind {
    private static final Kind API = new Kind("apps/v1", "Deployment", "deployments", true);
    private static final int DEFAULT_DEADLINE_SECONDS = 600;

    /**
     * A Deployment.
     *
     * @param paused {@code spec.paused}
     * @param replicas {@code spec.replicas}
     * @param updated pods of the current template
     * @param total pods of all templates
     * @param available pods ready for at least {@code minReadySeconds}
     * @param deadlineSeconds {@code spec.progressDeadlineSeconds}; {@link Integer#MAX_VALUE} means none
     * @param revision its annotation {@code deployment.kubernetes.io/revision}; 0 when there is none yet
     * @param strategy how it replaces pods
     */
    record State(
            Identity id,
            boolean paused,
            int replicas,
            int updated,
            int total,
            int available,
            int deadlineSeconds,
            long revision,
            Strategy strategy)
            implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return current.filter(r -> r.uid().equals(pod.ownerUid())).isPresent();
        }

        @Override
        public boolean fullyAvailable() {
            return replicas > 0 && id.observed() && updated == replicas && total == updated && available >= replicas;
        }

        @Override
        public OptionalInt deadline() {
            return deadlineSeconds == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(deadlineSeconds);
        }
    }

    @Override
    public Optional<Kind> api() {
        return Optional.of(API);
    }

    @Override
    public String shortName() {
        return "deploy";
    }

    @Override
    public Optional<RevisionKind> revisions() {
        return Optional.of(RevisionKind.REPLICA_SET);
    }

    @Override
    public State read(JsonNode o) {
        JsonNode spec = o.path("spec");
        JsonNode status = o.path("status");
        return new State(
                Reading.identity(o),
                spec.path("paused").asBoolean(false),
                spec.path("replicas").asInt(1),
                status.path("updatedReplicas").asInt(),
                status.path("replicas").asInt(),
                status.path("availableReplicas").asInt(),
                spec.path("progressDeadlineSeconds").asInt(DEFAULT_DEADLINE_SECONDS),
                Reading.revisionNumber(o),
                Strategy.ofDeployment(spec, spec.path("replicas").asInt(1)));
    }

    @Override
    public Optional<Outage.Availability> availability(ObservedState state) {
        State d = (State) state.workload();
        int available = d.strategy().stopsFirst()
                ? state.current().map(r -> r.available()).orElse(0)
                : d.available();
        return Optional.of(
                new Outage.Availability(d.replicas(), available, d.strategy().mayMiss()));
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        return decide((State) state.workload(), state, e);
    }

    private static ObservationVerdict decide(State d, ObservedState state, Expectation e) {
        String label = d.id().label();
        if (d.paused()) {
            return new ObservationVerdict.Final(
                    Outcome.PAUSED,
                    "Paused",
                    label
                            + " is paused (spec.paused: true), so that the new template rolls out only when it is resumed: "
                            + "kubectl rollout resume deployment/" + d.id().name() + ".");
        }
        if (d.replicas() == 0) {
            return new ObservationVerdict.Final(
                    Outcome.SCALED_TO_ZERO,
                    "ScaledToZero",
                    label
                            + " has spec.replicas 0: the template was applied, but nothing runs that could show that it works.");
        }
        if (!d.id().observed()) {
            return new ObservationVerdict.Wait("waiting for the controller to see generation " + d.id().generation());
        }
        String numbers = numbers(d);
        Optional<StatusCondition> progressing = d.id().condition("Progressing");
        Optional<StatusCondition> failure = d.id().condition("ReplicaFailure").filter(StatusCondition::isTrue);
        if (progressing.isPresent() && progressing.get().isFalse()) {
            StatusCondition c = progressing.get();
            if (!c.reason().equals("ProgressDeadlineExceeded")) {
                return ObservationVerdict.failed(
                        c.reason(), label + " does not progress: " + c.reason() + ": " + said(c));
            }
            if (!e.stale(c, d.deadlineSeconds())) {
                return deadline(d, state, e, numbers, failure);
            }
        }
        if (failure.isPresent() && lasted(failure.get(), state.now(), e)) {
            return ObservationVerdict.failed(
                    failure.get().reason(),
                    label + " can't create its pods (" + failure.get().reason() + "): " + said(failure.get()));
        }
        Optional<ObservationVerdict> doomed = NewPods.doomed(label, state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        int newAvailable = state.current().map(r -> r.available()).orElse(-1);
        if (d.updated() < d.replicas()
                || d.total() > d.updated()
                || d.available() < d.updated()
                || newAvailable < d.replicas()) {
            if (progressing.isPresent() && forgotten(progressing.get(), d, state, e)) {
                return ObservationVerdict.failed(
                        reason(state, e),
                        d.id().label() + " made no progress for " + d.deadlineSeconds()
                                + " s (its controller doesn't notice, it still reports the rollout before as complete): "
                                + ProgressLine.line(numbers, state, e.patience()) + ".");
            }
            String why = failure.map(c -> ", " + c.reason() + ": " + ProgressLine.shortened(c.message()))
                    .orElse("");
            return new ObservationVerdict.Wait(ProgressLine.line(numbers, state, e.patience()) + why);
        }
        boolean available = progressing
                .map(c -> c.reason().equals("NewReplicaSetAvailable"))
                .orElse(false);
        if (d.deadlineSeconds() == Integer.MAX_VALUE || available) {
            return new ObservationVerdict.Candidate(
                    numbers,
                    state.newPods().stream().mapToInt(PodState::restarts).sum());
        }
        return new ObservationVerdict.Wait(numbers + ", waiting for the controller to report it complete");
    }

    private static ObservationVerdict deadline(
            State d, ObservedState state, Expectation e, String numbers, Optional<StatusCondition> failure) {
        return ObservationVerdict.failed(
                failure.map(StatusCondition::reason).orElse(reason(state, e)),
                d.id().label() + " made no progress for " + d.deadlineSeconds() + " s (ProgressDeadlineExceeded): "
                        + ProgressLine.line(numbers, state, e.patience())
                        + failure.map(c -> ", " + c.reason() + ": " + ProgressLine.shortened(c.message()))
                                .orElse("") + ".");
    }

    /** The pods' reason where they have one. */
    private static String reason(ObservedState state, Expectation e) {
        return ProgressLine.held(state, e.patience())
                .map(FailureCause::reason)
                .filter(r -> r.matches("[A-Z][A-Za-z]+") && !r.equals("Pending"))
                .orElse("ProgressDeadlineExceeded");
    }

    /**
     * Whether the controller lost sight of a rollout: measured with strategy {@code Recreate} under load, the condition of
     * the rollout before stays, {@code NewReplicaSetAvailable}, and with all pods updated it takes the new one for complete
     * too, so that its deadline never fires. The deadline then counts from our write, or from the youngest pod.
     */
    private static boolean forgotten(StatusCondition progressing, State d, ObservedState state, Expectation e) {
        if (!progressing.reason().equals("NewReplicaSetAvailable")
                || !e.fromBefore(progressing)
                || d.deadlineSeconds() == Integer.MAX_VALUE) {
            return false;
        }
        Instant youngest = state.newPods().stream()
                .map(PodState::created)
                .max(Instant::compareTo)
                .orElse(e.writtenAt());
        return e.elapsed().getSeconds() > d.deadlineSeconds()
                && FailureCause.lasts(youngest, state.now(), d.deadlineSeconds() + 1);
    }

    /** {@code ReplicaFailure} may be left from the rollout before: it counts from our write on. */
    private static boolean lasted(StatusCondition failure, Instant now, Expectation e) {
        Instant since = failure.lastTransition();
        if (since == null || (e.changed() && since.isBefore(e.writtenAt()))) {
            since = e.writtenAt();
        }
        return Duration.between(since, now).getSeconds() > e.patience().replicaFailureSeconds();
    }

    private static String numbers(State d) {
        return d.updated() + " of " + d.replicas() + " updated, " + d.available() + " available";
    }

    private static String said(StatusCondition c) {
        return ProgressLine.shortened(c.message().isEmpty() ? "no message" : c.message());
    }
}
