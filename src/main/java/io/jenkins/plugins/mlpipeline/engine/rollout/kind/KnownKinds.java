package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Kinds that are known without asking the API server. */
public final class KnownKinds {
    private static final List<Kind> SUPPORTING = List.of(
            new Kind("v1", "ConfigMap", "configmaps", true),
            new Kind("v1", "Secret", "secrets", true),
            new Kind("v1", "Service", "services", true),
            new Kind("v1", "ServiceAccount", "serviceaccounts", true),
            new Kind("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
            new Kind("v1", "PersistentVolume", "persistentvolumes", false),
            new Kind("v1", "Namespace", "namespaces", false),
            new Kind("v1", "ResourceQuota", "resourcequotas", true),
            new Kind("v1", "LimitRange", "limitranges", true),
            new Kind("batch/v1", "CronJob", "cronjobs", true),
            new Kind("networking.k8s.io/v1", "Ingress", "ingresses", true),
            new Kind("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true),
            new Kind("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
            new Kind("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
            new Kind("rbac.authorization.k8s.io/v1", "Role", "roles", true),
            new Kind("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", true),
            new Kind("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", false),
            new Kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", false));

    private KnownKinds() {}

    /** How the API serves a kind, or empty when only the server knows. */
    public static Optional<Kind> find(String apiVersion, String kind) {
        return Stream.concat(WorkloadKinds.apis().stream(), SUPPORTING.stream())
                .filter(k -> k.apiVersion().equals(apiVersion) && k.kind().equals(kind))
                .findFirst();
    }

    /** A kind of Kubernetes itself by its name, for example {@code CronJob}. */
    public static Optional<Kind> named(String kind) {
        return Stream.concat(WorkloadKinds.apis().stream(), SUPPORTING.stream())
                .filter(k -> k.kind().equals(kind))
                .findFirst();
    }
}
