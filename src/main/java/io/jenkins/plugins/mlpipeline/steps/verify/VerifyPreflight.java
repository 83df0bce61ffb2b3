package io.jenkins.plugins.mlpipeline.steps.verify;

import io.jenkins.plugins.mlpipeline.connection.MetricServers;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Questions;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.time.Instant;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What would make a verification an error is found before anything is deployed. */
@Restricted(NoExternalUse.class)
public final class VerifyPreflight {
    private VerifyPreflight() {}

    /**
     * Asks every query once, for the pods that there are.
     *
     * @param log is told of a server that can't be reached, which is no error
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the server is not known, or refuses a query
     */
    public static void check(VerifyRequest request, TargetRef target, Consumer<String> log)
            throws InterruptedException {
        VerificationPlan plan = request.plan();
        Questions.check(
                        plan.checks(),
                        MetricServers.open(request.getPrometheus()),
                        VerifiedDeployment.allPods(target.workload(), plan.service()),
                        Instant.now())
                .ifPresent(why -> log.accept("warning: of the verification: " + why));
    }
}
