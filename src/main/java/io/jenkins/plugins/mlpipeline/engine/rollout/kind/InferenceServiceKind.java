package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;

/** KServe's InferenceService, which copies {@code observedGeneration} from a child object (kserve#6081). */
final class InferenceServiceKind implements WorkloadKind {
    @Override
    public boolean is(String apiVersion, String kind) {
        return kind.equals("InferenceService");
    }

    @Override
    public CustomState read(JsonNode object) {
        return new CustomState(Reading.identity(object));
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        Identity id = state.workload().id();
        String ready = id.condition("Ready").map(StatusCondition::status).orElse("absent");
        return CustomKind.stalled(id)
                .orElseGet(() -> CustomKind.unverified(
                        id,
                        " (Ready is " + ready
                                + ", which KServe may still say of the model before). Check its latestReadyRevision."));
    }
}
