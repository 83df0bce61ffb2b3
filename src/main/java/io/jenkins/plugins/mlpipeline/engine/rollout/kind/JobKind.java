package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.FailureCause;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.Locale;
import java.util.Optional;

/** A Job: its pods end, and it has no way back. */
final class JobKind implements WorkloadKind {
    private static final Kind API = new Kind("batch/v1", "Job", "jobs", true);
    private static final int MAX_NAME = 63;
    private static final int SUFFIX = 10;

    /**
     * A Job.
     *
     * @param suspended {@code spec.suspend}
     * @param completions pods that must succeed
     * @param active pods that run
     * @param succeeded pods that succeeded
     * @param failed pods that failed
     */
    record State(Identity id, boolean suspended, int completions, int active, int succeeded, int failed)
            implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return pod.ownerUid().equals(id.uid());
        }

        @Override
        public boolean fullyAvailable() {
            return false;
        }
    }

    @Override
    public Optional<Kind> api() {
        return Optional.of(API);
    }

    @Override
    public String shortName() {
        return "job";
    }

    @Override
    public boolean ends() {
        return true;
    }

    /** A Job's template can't be changed, so that every rollout makes a new Job. */
    @Override
    public void prepare(ObjectNode object, String rolloutId) {
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        String id = rolloutId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String suffix = id.substring(Math.max(0, id.length() - SUFFIX));
        String base = metadata.path("name").asText(metadata.path("generateName").asText());
        String kept = base.substring(0, Math.min(base.length(), MAX_NAME - 1 - suffix.length()));
        metadata.put("name", kept.replaceAll("(?<![-.])[-.]++$", "") + "-" + suffix);
        metadata.remove("generateName");
    }

    @Override
    public State read(JsonNode o) {
        JsonNode spec = o.path("spec");
        JsonNode status = o.path("status");
        return new State(
                Reading.identity(o),
                spec.path("suspend").asBoolean(false),
                spec.path("completions").asInt(1),
                status.path("active").asInt(),
                status.path("succeeded").asInt(),
                status.path("failed").asInt());
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        return decide((State) state.workload(), state, e);
    }

    private static ObservationVerdict decide(State j, ObservedState state, Expectation e) {
        String label = j.id().label();
        Optional<StatusCondition> failed = j.id().condition("Failed").filter(StatusCondition::isTrue);
        if (failed.isPresent()) {
            return ObservationVerdict.failed(
                    failed.get().reason(),
                    label + " failed (" + failed.get().reason() + "): "
                            + ProgressLine.shortened(failed.get().message()));
        }
        String numbers = j.succeeded() + " of " + j.completions() + " succeeded, " + j.active() + " active, "
                + j.failed() + " failed";
        if (j.id().condition("Complete").filter(StatusCondition::isTrue).isPresent()) {
            return new ObservationVerdict.Final(Outcome.DEPLOYED, "Complete", label + " is complete: " + numbers + ".");
        }
        if (j.suspended()) {
            return ObservationVerdict.failed(
                    "Suspended", label + " is suspended (spec.suspend: true), so that it will not run.");
        }
        for (PodState pod : state.newPods()) {
            Optional<FailureCause> doom = FailureCause.ofJobPod(pod, state.now(), e.patience());
            if (doom.isPresent()) {
                return ObservationVerdict.failed(
                        doom.get().reason(),
                        label + " can't run: "
                                + ProgressLine.shortened(doom.get().sentence()) + ".");
            }
        }
        return new ObservationVerdict.Wait(ProgressLine.line(numbers, state, e.patience()));
    }
}
