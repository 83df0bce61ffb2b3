package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.TargetsRecord;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Standing;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a build's record and folder say of one of several targets.
 *
 * @param run the build
 */
@Restricted(NoExternalUse.class)
public record TargetDocuments(Run<?, ?> run, DeploymentRecord record) {
    /**
     * How far it is.
     *
     * @param verified whether what is deployed is verified too
     */
    public Standing standing(boolean verified) throws IOException {
        if (record.getStatus() == null) {
            return Standing.WAITING;
        }
        Deployment.Target target = target();
        boolean open = verified
                && record.getVerification() == null
                && target.begun()
                && VerifiedDeployment.isDeployed(target.deployment());
        return open ? Standing.WAITING : TargetsRecord.standing(target);
    }

    /** Whether something was written there that did not come to its end. */
    public boolean underWay() throws IOException {
        DeploymentFolder folder = new DeploymentFolder(run, record);
        return folder.reversal().isPresent()
                || folder.state().filter(state -> !state.untouched()).isPresent();
    }

    /** Its part of the record of all targets, once it ended or will not begin. */
    public Deployment.Target target() throws IOException {
        if (record.getStatus() == null || record.getStatus().equals(Deployment.Target.NOT_BEGUN)) {
            return Deployment.Target.notBegun(
                    record.getPlace(), record.getCluster(), record.getNamespace(), record.getWave());
        }
        Deployment ended = new DeploymentFolder(run, record)
                .deployment()
                .orElseGet(() -> RolloutRun.failed(
                        null, record.getMessage(), record.getCluster(), DeployPreparation.build(run)));
        Deployment.Target target = Deployment.Target.of(record.getPlace(), record.getWave(), ended);
        return record.getVerification() == null
                ? target
                : target.verified(Verdict.valueOf(record.getVerification()), record.getMessage());
    }
}
