package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import java.util.List;

/**
 * Versions of Kubernetes' API that are no longer served, and what took their place.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/deprecation-guide/">the migration guide</a>
 */
public final class RemovedVersions {
    private record Removed(String apiVersion, List<String> kinds, String since, String now) {}

    private static final List<Removed> ALL = List.of(
            new Removed("extensions/v1beta1", List.of("Deployment", "DaemonSet", "ReplicaSet"), "1.16", "apps/v1"),
            new Removed("extensions/v1beta1", List.of("NetworkPolicy"), "1.16", "networking.k8s.io/v1"),
            new Removed("extensions/v1beta1", List.of("Ingress"), "1.22", "networking.k8s.io/v1"),
            new Removed("apps/v1beta1", List.of(), "1.16", "apps/v1"),
            new Removed("apps/v1beta2", List.of(), "1.16", "apps/v1"),
            new Removed(
                    "networking.k8s.io/v1beta1", List.of("Ingress", "IngressClass"), "1.22", "networking.k8s.io/v1"),
            new Removed("rbac.authorization.k8s.io/v1beta1", List.of(), "1.22", "rbac.authorization.k8s.io/v1"),
            new Removed("apiextensions.k8s.io/v1beta1", List.of(), "1.22", "apiextensions.k8s.io/v1"),
            new Removed("scheduling.k8s.io/v1beta1", List.of(), "1.22", "scheduling.k8s.io/v1"),
            new Removed("batch/v1beta1", List.of("CronJob"), "1.25", "batch/v1"),
            new Removed("policy/v1beta1", List.of("PodDisruptionBudget"), "1.25", "policy/v1"),
            new Removed("autoscaling/v2beta1", List.of(), "1.25", "autoscaling/v2"),
            new Removed("autoscaling/v2beta2", List.of(), "1.26", "autoscaling/v2"));

    private RemovedVersions() {}

    /** What to write in place of a version that a server doesn't serve, a sentence with a blank before it, or nothing. */
    public static String hint(ObjectRef ref) {
        return ALL.stream()
                .filter(r -> r.apiVersion().equals(ref.apiVersion()))
                .filter(r -> r.kinds().isEmpty() || r.kinds().contains(ref.kind()))
                .findFirst()
                .map(r -> " Kubernetes removed it in " + r.since() + "; write " + r.now()
                        + " and change the fields that it names otherwise.")
                .orElse("");
    }
}
