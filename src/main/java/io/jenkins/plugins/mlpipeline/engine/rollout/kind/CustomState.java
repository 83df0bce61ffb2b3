package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.Optional;

/** A custom resource: generation and conditions are all that can be read without knowing its kind. */
record CustomState(Identity id) implements Workload {
    @Override
    public boolean isNew(PodState pod, Optional<Revision> current) {
        return false;
    }

    @Override
    public boolean fullyAvailable() {
        return false;
    }
}
