package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Marks a deployment as verified, which is what a later rollback looks for first. For mlVerify, when it passed. */
public final class VerificationMark {
    private VerificationMark() {}

    /**
     * Marks the revision that was deployed.
     *
     * @param deployment its record
     * @param when when the verification passed
     * @return why it could not be marked, or empty
     */
    public static Optional<String> mark(KubeApi api, Deployment deployment, Instant when) {
        return mark(api, deployment, Annotations.VERIFIED, when.toString(), "verified");
    }

    /**
     * Marks the revision that was deployed as one that a verification failed, so that no rollback goes back to it.
     *
     * @param reason one word
     * @return as for {@link #mark}
     */
    public static Optional<String> fail(KubeApi api, Deployment deployment, Instant when, String reason) {
        return mark(api, deployment, Annotations.FAILED, when + " " + reason, "failed");
    }

    private static Optional<String> mark(KubeApi api, Deployment deployment, String name, String value, String what) {
        if (deployment.replicaSet() == null) {
            return Optional.of("A " + deployment.kind() + " has no revision that could be marked as " + what + ".");
        }
        Kind kind = WorkloadKinds.named(deployment.kind())
                .flatMap(WorkloadKind::revisions)
                .orElseThrow()
                .api();
        ObjectRef ref = new ObjectRef(kind.apiVersion(), kind.kind(), deployment.namespace(), deployment.replicaSet());
        try {
            new Writer(api, new Kinds(api), RolloutOptions.DEFAULT.fieldManager()).annotate(ref, Map.of(name, value));
            return Optional.empty();
        } catch (ApiError e) {
            return Optional.of(ref.label() + " could not be marked as " + what + ": " + e.getMessage());
        }
    }
}
