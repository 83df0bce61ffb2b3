package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Condition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules for a Deployment, in their order. */
final class DeploymentRules {
    private DeploymentRules() {}

    static Decision decide(DeploymentState d, ObservedState state, Expectation e) {
        String label = d.id().label();
        if (d.paused()) {
            return new Decision.Final(
                    Outcome.PAUSED,
                    "Paused",
                    label
                            + " is paused (spec.paused: true), so that the new template rolls out only when it is resumed: "
                            + "kubectl rollout resume deployment/" + d.id().name() + ".");
        }
        if (d.replicas() == 0) {
            return new Decision.Final(
                    Outcome.SCALED_TO_ZERO,
                    "ScaledToZero",
                    label
                            + " has spec.replicas 0: the template was applied, but nothing runs that could show that it works.");
        }
        if (!d.id().observed()) {
            return new Decision.Wait("waiting for the controller to see generation " + d.id().generation());
        }
        String numbers = numbers(d);
        Optional<Condition> progressing = d.id().condition("Progressing");
        Optional<Condition> failure = d.id().condition("ReplicaFailure").filter(Condition::isTrue);
        if (progressing.isPresent() && progressing.get().isFalse()) {
            Condition c = progressing.get();
            if (!c.reason().equals("ProgressDeadlineExceeded")) {
                return failed(c.reason(), label + " does not progress: " + c.reason() + ": " + said(c));
            }
            if (!e.stale(c, d.deadlineSeconds())) {
                return deadline(d, state, e, numbers, failure);
            }
        }
        if (failure.isPresent() && lasted(failure.get(), state.now(), e)) {
            return failed(
                    failure.get().reason(),
                    label + " can't create its pods (" + failure.get().reason() + "): " + said(failure.get()));
        }
        Optional<Decision> doomed = doomed(label, state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        int newAvailable = state.current().map(r -> r.available()).orElse(-1);
        if (d.updated() < d.replicas()
                || d.total() > d.updated()
                || d.available() < d.updated()
                || newAvailable < d.replicas()) {
            if (progressing.isPresent() && forgotten(progressing.get(), d, state, e)) {
                return failed(
                        reason(state, e),
                        d.id().label() + " made no progress for " + d.deadlineSeconds()
                                + " s (its controller doesn't notice, it still reports the rollout before as complete): "
                                + Progress.line(numbers, state, e.patience()) + ".");
            }
            String why = failure.map(c -> ", " + c.reason() + ": " + Progress.shortened(c.message()))
                    .orElse("");
            return new Decision.Wait(Progress.line(numbers, state, e.patience()) + why);
        }
        boolean available = progressing
                .map(c -> c.reason().equals("NewReplicaSetAvailable"))
                .orElse(false);
        if (d.deadlineSeconds() == Integer.MAX_VALUE || available) {
            return new Decision.Candidate(
                    numbers,
                    state.newPods().stream().mapToInt(PodState::restarts).sum());
        }
        return new Decision.Wait(numbers + ", waiting for the controller to report it complete");
    }

    private static Decision deadline(
            DeploymentState d, ObservedState state, Expectation e, String numbers, Optional<Condition> failure) {
        return failed(
                failure.map(Condition::reason).orElse(reason(state, e)),
                d.id().label() + " made no progress for " + d.deadlineSeconds() + " s (ProgressDeadlineExceeded): "
                        + Progress.line(numbers, state, e.patience())
                        + failure.map(c -> ", " + c.reason() + ": " + Progress.shortened(c.message()))
                                .orElse("") + ".");
    }

    /** The pods' reason where they have one. */
    private static String reason(ObservedState state, Expectation e) {
        return Progress.held(state, e.patience())
                .map(Doom::reason)
                .filter(r -> r.matches("[A-Z][A-Za-z]+") && !r.equals("Pending"))
                .orElse("ProgressDeadlineExceeded");
    }

    /**
     * Whether the controller lost sight of a rollout: measured with strategy {@code Recreate} under load, the condition of
     * the rollout before stays, {@code NewReplicaSetAvailable}, and with all pods updated it takes the new one for complete
     * too, so that its deadline never fires. The deadline then counts from our write, or from the youngest pod.
     */
    private static boolean forgotten(Condition progressing, DeploymentState d, ObservedState state, Expectation e) {
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
                && Doom.lasts(youngest, state.now(), d.deadlineSeconds() + 1);
    }

    /** {@code ReplicaFailure} may be left from the rollout before: it counts from our write on. */
    private static boolean lasted(Condition failure, Instant now, Expectation e) {
        Instant since = failure.lastTransition();
        if (since == null || (e.changed() && since.isBefore(e.writtenAt()))) {
            since = e.writtenAt();
        }
        return Duration.between(since, now).getSeconds() > e.patience().replicaFailureSeconds();
    }

    /** Pods beyond hope: all of them, or more than {@code allowFailures}. */
    static Optional<Decision> doomed(String label, ObservedState state, Expectation e) {
        List<PodState> pods = state.newPods();
        List<Doom> dooms = pods.stream()
                .map(p -> Doom.of(p, state.now(), e.patience()))
                .flatMap(Optional::stream)
                .toList();
        if (dooms.isEmpty() || (dooms.size() < pods.size() && dooms.size() <= e.allowFailures())) {
            return Optional.empty();
        }
        Doom first = dooms.get(0);
        return Optional.of(failed(
                first.reason(),
                label + ": " + dooms.size() + " of " + pods.size() + " new pods can't become ready: "
                        + Progress.shortened(first.sentence()) + "."));
    }

    private static String numbers(DeploymentState d) {
        return d.updated() + " of " + d.replicas() + " updated, " + d.available() + " available";
    }

    private static String said(Condition c) {
        return Progress.shortened(c.message().isEmpty() ? "no message" : c.message());
    }

    static Decision failed(String reason, String message) {
        return new Decision.Final(Outcome.FAILED, reason, message);
    }
}
