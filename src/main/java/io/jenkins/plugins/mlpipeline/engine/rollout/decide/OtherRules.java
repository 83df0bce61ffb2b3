package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Condition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.CustomState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.DaemonSetState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.JobState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.StatefulSetState;
import java.time.Duration;
import java.util.Optional;

/** The rules for StatefulSets, DaemonSets, Jobs and custom resources. */
final class OtherRules {
    private OtherRules() {}

    static Decision statefulSet(StatefulSetState s, ObservedState state, Expectation e) {
        if (s.replicas() == 0) {
            return new Decision.Final(
                    Outcome.SCALED_TO_ZERO,
                    "ScaledToZero",
                    s.id().label()
                            + " has spec.replicas 0: the template was applied, but nothing runs that could show that it works.");
        }
        if (!s.id().observed()) {
            return notSeen(s.id());
        }
        boolean same = s.currentRevision().equals(s.updateRevision());
        if (s.onDelete() && !(same && s.updated() == s.replicas())) {
            return onDelete(s.id());
        }
        int wanted = Math.max(0, s.replicas() - s.partition());
        Optional<Decision> doomed = DeploymentRules.doomed(s.id().label(), state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        String numbers = s.updated() + " of " + wanted + " updated, " + s.available() + " available";
        if (s.ready() != s.replicas()
                || s.available() < s.replicas()
                || s.updated() < wanted
                || (s.partition() == 0 && !same)) {
            return new Decision.Wait(Progress.line(numbers, state, e.patience()));
        }
        return new Decision.Candidate(numbers, restarts(state));
    }

    static Decision daemonSet(DaemonSetState s, ObservedState state, Expectation e) {
        if (!s.id().observed()) {
            return notSeen(s.id());
        }
        if (s.desired() == 0) {
            return new Decision.Final(
                    Outcome.SCALED_TO_ZERO,
                    "NoNodes",
                    s.id().label()
                            + " fits no node (desiredNumberScheduled 0): nothing runs that could show that it works.");
        }
        if (s.onDelete() && s.updated() < s.desired()) {
            return onDelete(s.id());
        }
        Optional<Decision> doomed = DeploymentRules.doomed(s.id().label(), state, e);
        if (doomed.isPresent()) {
            return doomed.get();
        }
        String numbers = s.updated() + " of " + s.desired() + " updated, " + s.available() + " available";
        if (s.updated() < s.desired() || s.available() < s.desired()) {
            return new Decision.Wait(Progress.line(numbers, state, e.patience()));
        }
        return new Decision.Candidate(numbers, restarts(state));
    }

    static Decision job(JobState j, ObservedState state, Expectation e) {
        String label = j.id().label();
        Optional<Condition> failed = j.id().condition("Failed").filter(Condition::isTrue);
        if (failed.isPresent()) {
            return DeploymentRules.failed(
                    failed.get().reason(),
                    label + " failed (" + failed.get().reason() + "): "
                            + Progress.shortened(failed.get().message()));
        }
        String numbers = j.succeeded() + " of " + j.completions() + " succeeded, " + j.active() + " active, "
                + j.failed() + " failed";
        if (j.id().condition("Complete").filter(Condition::isTrue).isPresent()) {
            return new Decision.Final(Outcome.DEPLOYED, "Complete", label + " is complete: " + numbers + ".");
        }
        if (j.suspended()) {
            return DeploymentRules.failed(
                    "Suspended", label + " is suspended (spec.suspend: true), so that it will not run.");
        }
        for (PodState pod : state.newPods()) {
            Optional<Doom> doom = Doom.ofJobPod(pod, state.now(), e.patience());
            if (doom.isPresent()) {
                return DeploymentRules.failed(
                        doom.get().reason(),
                        label + " can't run: " + Progress.shortened(doom.get().sentence()) + ".");
            }
        }
        return new Decision.Wait(Progress.line(numbers, state, e.patience()));
    }

    /**
     * A custom resource is never called deployed: whether its {@code Ready} speaks of the new model depends on its
     * kind (a KServe InferenceService copies {@code observedGeneration} from a child object, kserve#6081).
     */
    static Decision custom(CustomState c, Expectation e) {
        Identity id = c.id();
        Optional<Condition> stalled = id.condition("Stalled").filter(Condition::isTrue);
        if (stalled.isPresent()) {
            return DeploymentRules.failed(
                    stalled.get().reason().isEmpty() ? "Stalled" : stalled.get().reason(),
                    id.label() + " is stalled: "
                            + Progress.shortened(stalled.get().message()));
        }
        String applied = id.label() + " was applied, but for this kind it can't be told whether the new model serves";
        if (id.kind().equals("InferenceService")) {
            String ready = id.condition("Ready").map(Condition::status).orElse("absent");
            return unverified(applied + " (Ready is " + ready
                    + ", which KServe may still say of the model before). Check its latestReadyRevision.");
        }
        Optional<Condition> ready = id.condition("Ready");
        if (ready.isEmpty()) {
            return e.elapsed().compareTo(Duration.ofSeconds(e.patience().silentCustomResourceSeconds())) < 0
                    ? new Decision.Wait("waiting for a Ready condition")
                    : unverified(applied + ": it has no Ready condition.");
        }
        if (!id.observed() || !ready.get().isTrue()) {
            return new Decision.Wait("Ready is " + ready.get().status()
                    + (ready.get().reason().isEmpty() ? "" : " (" + ready.get().reason() + ")")
                    + ", generation " + id.observedGeneration() + " of " + id.generation() + " observed");
        }
        return unverified(applied + ": its Ready condition is True for generation " + id.generation() + ".");
    }

    private static Decision unverified(String message) {
        return new Decision.Final(Outcome.UNVERIFIED, "UnknownKind", message);
    }

    private static Decision onDelete(Identity id) {
        return new Decision.Final(
                Outcome.UNVERIFIED,
                "OnDelete",
                id.label() + " has updateStrategy OnDelete: the template was applied, but each pod gets it only when "
                        + "somebody deletes the pod.");
    }

    private static Decision notSeen(Identity id) {
        return new Decision.Wait("waiting for the controller to see generation " + id.generation());
    }

    private static int restarts(ObservedState state) {
        return state.newPods().stream().mapToInt(PodState::restarts).sum();
    }
}
