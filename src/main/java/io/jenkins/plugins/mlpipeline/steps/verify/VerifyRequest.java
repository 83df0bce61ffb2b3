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

    /**
     * What is verified, and how long.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a parameter is not understood
     */
    VerificationPlan plan();

    /** What is done about a failure. */
    Recovery recovery();
}
