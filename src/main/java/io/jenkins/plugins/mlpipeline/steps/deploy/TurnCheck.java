package io.jenkins.plugins.mlpipeline.steps.deploy;

import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Turn;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Holds a deployment that waited for its turn against what is in force when it comes: the verdict, its age, the policy, the
 * approval and the rules for deployments.
 *
 * @param jobs what the build that deploys may read
 * @param judge externalizable id of the build whose verdict let it through: a permalink may name another build by now
 */
@Restricted(NoExternalUse.class)
public record TurnCheck(DeployRequest step, OtherJobs jobs, String judge) {
    /**
     * Looks again.
     *
     * @param state of the deployment, of which nothing was written yet
     * @param log is told of an approval that doesn't count
     * @return how it is bound to the verdict now, or why it is not let through any more
     */
    public Binding.Decision decide(RolloutState state, TargetRef target, Consumer<String> log)
            throws IOException, InterruptedException {
        try {
            MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
            DeploymentLimits limits = configuration.limitsOf(jobs.run().getParent());
            limits.requireCluster(step.getCloud(), target.cluster());
            limits.requireNamespace(target.namespace());
            state.plan().require(limits.kinds());
            Verdicts.Judged judged = Verdicts.find(jobs, step.getId(), step.getUpstream() == null ? null : "/" + judge);
            return Turn.decide(
                    state.origin().gate(),
                    judged.verdict(),
                    judged.terms(step, jobs.run(), limits, log),
                    configuration.permitsUngated(jobs.run().getParent()),
                    Instant.now());
        } catch (UserError e) {
            return new Binding.Decision.Refused(Outcome.UNGATED, "Not deployed when its turn came: " + e.getMessage());
        }
    }
}
