package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.Optional;

/**
 * A custom resource: generation, conditions and the status as it is are all that can be read without knowing its kind.
 *
 * @param status {@code status}; missing when there is none
 */
record CustomState(Identity id, JsonNode status) implements Workload {
    /** One of which no more is known. */
    CustomState(Identity id) {
        this(id, MissingNode.getInstance());
    }

    static CustomState of(JsonNode object) {
        return new CustomState(Reading.identity(object), object.path("status"));
    }

    @Override
    public boolean isNew(PodState pod, Optional<Revision> current) {
        return false;
    }

    @Override
    public boolean fullyAvailable() {
        return false;
    }
}
