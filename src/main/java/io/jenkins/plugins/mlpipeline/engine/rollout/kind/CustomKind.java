package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import java.time.Duration;
import java.util.Optional;

/**
 * Any other custom resource. It is never called deployed: whether its {@code Ready} speaks of the new model depends on its
 * kind.
 */
final class CustomKind implements WorkloadKind {
    @Override
    public boolean is(String apiVersion, String kind) {
        return true;
    }

    @Override
    public CustomState read(JsonNode object) {
        return CustomState.of(object);
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        Identity id = state.workload().id();
        return stalled(id).orElseGet(() -> ready(id, e));
    }

    /** The failure that the condition {@code Stalled} states, by a convention of several projects. */
    static Optional<ObservationVerdict> stalled(Identity id) {
        return id.condition("Stalled")
                .filter(StatusCondition::isTrue)
                .map(c -> ObservationVerdict.failed(
                        c.reason().isEmpty() ? "Stalled" : c.reason(),
                        id.label() + " is stalled: " + ProgressLine.shortened(c.message())));
    }

    static ObservationVerdict unverified(Identity id, String why) {
        return new ObservationVerdict.Final(
                Outcome.UNVERIFIED,
                "UnknownKind",
                id.label() + " was applied, but for this kind it can't be told whether the new model serves" + why);
    }

    private static ObservationVerdict ready(Identity id, Expectation e) {
        Optional<StatusCondition> ready = id.condition("Ready");
        if (ready.isEmpty()) {
            return e.elapsed().compareTo(Duration.ofSeconds(e.patience().silentCustomResourceSeconds())) < 0
                    ? new ObservationVerdict.Wait("waiting for a Ready condition")
                    : unverified(id, ": it has no Ready condition.");
        }
        if (!id.observed() || !ready.get().isTrue()) {
            return new ObservationVerdict.Wait("Ready is " + ready.get().status()
                    + (ready.get().reason().isEmpty() ? "" : " (" + ready.get().reason() + ")")
                    + ", generation " + id.observedGeneration() + " of " + id.generation() + " observed");
        }
        return unverified(id, ": its Ready condition is True for generation " + id.generation() + ".");
    }
}
