package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.VerificationMark;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What follows of a verification in the cluster: a pass marks the revision, a failure goes back, anything else does nothing. */
public final class Aftermath {
    /** Why a deployment is gone back from, in one word. */
    public static final String REASON = "VerificationFailed";

    private final KubeApi api;
    private final Consumer<String> log;

    /**
     * On a cluster.
     *
     * @param log takes lines for people
     */
    public Aftermath(KubeApi api, Consumer<String> log) {
        this.api = api;
        this.log = log;
    }

    /** @throws UserError when the cluster at hand is not the one of the deployment, before anything is looked at */
    public static void require(KubeApi api, Deployment deployment) {
        if (deployment.cluster() != null && !deployment.cluster().equals(api.server())) {
            throw new UserError("The deployment is one of " + deployment.cluster() + ", and the cluster at hand is "
                    + api.server() + ". Name the right one (--kubeconfig, --context).");
        }
    }

    /** Does it; on the calling thread, until a rollback has ended. */
    public Verification of(Verification seen, Deployment deployment) throws InterruptedException {
        List<String> warnings = new ArrayList<>(seen.warnings());
        if (seen.verdict() == Verdict.PASS) {
            VerificationMark.mark(api, deployment, Instant.now()).ifPresent(warnings::add);
            return seen.with(warnings.size() == seen.warnings().size(), null, null, warnings);
        }
        if (seen.verdict() != Verdict.FAIL) {
            return seen;
        }
        VerificationMark.refute(api, deployment, Instant.now()).ifPresent(warnings::add);
        Deployment back = new RolloutRun(
                        api, RolloutOptions.DEFAULT, new LogMask(UnaryOperator.identity()), new Rollout.Listener() {
                            @Override
                            public void progress(String line) {
                                log.accept(line);
                            }

                            @Override
                            public void save(RolloutState state) {
                                // A command that ends has nothing to go on from.
                            }
                        })
                .refute(deployment, REASON, seen.message());
        return seen.with(false, back.rollback(), back.diagnostics(), warnings);
    }
}
