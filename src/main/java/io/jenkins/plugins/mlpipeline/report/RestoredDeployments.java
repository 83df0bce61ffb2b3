package io.jenkins.plugins.mlpipeline.report;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the record of a build's deployments anew: of those that ended, the documents tell. */
@Extension
public final class RestoredDeployments extends RestoredRecord<DeploymentsAction> {
    private static final int MOST = 1000;

    public RestoredDeployments() {
        super(DeploymentsAction.class, DeploymentFolder.NAME);
    }

    @Override
    Optional<DeploymentsAction> read(Run<?, ?> run) throws IOException {
        List<DeploymentRecord> deployments = new ArrayList<>();
        for (int number = 1; number <= MOST; number++) {
            Optional<Deployment> ended = DeploymentFolder.deployment(run, number);
            if (ended.isEmpty()) {
                break;
            }
            deployments.add(DeploymentRecord.restored(number, ended.get()));
        }
        return deployments.isEmpty() ? Optional.empty() : Optional.of(DeploymentsAction.restored(deployments));
    }
}
