package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.RevisionKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Marks on the revision of a deployment what its verification said, for the rollback of a later one. */
public final class VerificationMark {
    private VerificationMark() {}

    /**
     * Marks the revision as verified, which is what a later rollback looks for first.
     *
     * @param deployment its record
     * @param when when the verification passed
     * @return why it could not be marked, or empty
     */
    public static Optional<String> mark(KubeApi api, Deployment deployment, Instant when) {
        if (deployment.status() == Outcome.PAUSED) {
            return Optional.of(
                    deployment.kind() + "/" + deployment.name() + " was not marked as verified, because it waits to"
                            + " be promoted: no rollback goes back to what was never deployed. Verify it again after that.");
        }
        return mark(api, deployment, Annotations.VERIFIED, when, "verified");
    }

    /** Marks the revision as one that failed, so that no later rollback takes it for known to work; answers as {@link #mark}. */
    public static Optional<String> refute(KubeApi api, Deployment deployment, Instant when) {
        return mark(api, deployment, Annotations.REFUTED, when, "failed in its verification");
    }

    /** Whether the revision of a deployment is marked as verified. */
    public static boolean isMarked(KubeApi api, Deployment deployment) {
        Optional<Kind> kind = revisions(deployment);
        return deployment.replicaSet() != null
                && kind.isPresent()
                && api.find(kind.get().path(deployment.namespace(), deployment.replicaSet()))
                        .filter(revision ->
                                revision.path("metadata").path("annotations").has(Annotations.VERIFIED))
                        .isPresent();
    }

    private static Optional<Kind> revisions(Deployment deployment) {
        return WorkloadKinds.named(String.valueOf(deployment.kind()))
                .flatMap(WorkloadKind::revisions)
                .map(RevisionKind::api);
    }

    private static Optional<String> mark(KubeApi api, Deployment deployment, String mark, Instant when, String as) {
        Optional<Kind> kind = revisions(deployment);
        if (deployment.replicaSet() == null || kind.isEmpty()) {
            return Optional.of("A " + deployment.kind() + " has no revision that could be marked as " + as + ".");
        }
        ObjectRef ref = new ObjectRef(
                kind.get().apiVersion(), kind.get().kind(), deployment.namespace(), deployment.replicaSet());
        if (deployment.cluster() != null && !deployment.cluster().equals(api.server())) {
            return Optional.of(ref.label() + " was not marked as " + as + ": it is one of " + deployment.cluster()
                    + ", and the cluster at hand is " + api.server() + ".");
        }
        try {
            new Writer(api, new Kinds(api), RolloutOptions.DEFAULT.fieldManager())
                    .annotate(ref, Map.of(mark, when.toString()));
            return Optional.empty();
        } catch (ApiError e) {
            return Optional.of(ref.label() + " could not be marked as " + as + ": " + e.getMessage());
        }
    }
}
