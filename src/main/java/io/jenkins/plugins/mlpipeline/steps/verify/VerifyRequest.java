package io.jenkins.plugins.mlpipeline.steps.verify;

import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is asked of a verification. The step itself is one, since it is stored with its names. */
@Restricted(NoExternalUse.class)
public interface VerifyRequest {
    /** Name of the model within the build. */
    String getId();

    /** The configured server; null for the only one. */
    String getPrometheus();

    /** What {@code $service} stands for; null for the workload's name. */
    String getService();

    /**
     * What is watched, and how long; null when only the served model is asked.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a parameter is not understood
     */
    VerificationPlan plan();

    /** What is done about a failure. */
    Recovery recovery();
}
