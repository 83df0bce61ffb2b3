package io.jenkins.plugins.mlpipeline.steps.turn;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where a step works on a target, and for whom.
 *
 * @param record the deployment in the build's record
 * @param claim by which the step waits for its turn
 * @param ring is run when the next short step is worth making at once
 * @param log takes lines for the build's log
 */
@Restricted(NoExternalUse.class)
public record TargetPlace(Run<?, ?> run, DeploymentRecord record, Claim claim, Runnable ring, Consumer<String> log) {
    /** The documents of the deployment. */
    public DeploymentFolder folder() {
        return new DeploymentFolder(run, record);
    }

    /** The workload. */
    public TargetRef target() {
        return record.ref();
    }
}
