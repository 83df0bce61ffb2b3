package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of object, as the API serves it.
 *
 * @param apiVersion for example {@code apps/v1}
 * @param kind for example {@code Deployment}
 * @param plural its name in paths, for example {@code deployments}
 * @param namespaced whether its objects live in a namespace
 */
public record Kind(String apiVersion, String kind, String plural, boolean namespaced) {
    public static final Kind DEPLOYMENT = new Kind("apps/v1", "Deployment", "deployments", true);
    public static final Kind STATEFUL_SET = new Kind("apps/v1", "StatefulSet", "statefulsets", true);
    public static final Kind DAEMON_SET = new Kind("apps/v1", "DaemonSet", "daemonsets", true);
    public static final Kind JOB = new Kind("batch/v1", "Job", "jobs", true);
    public static final Kind REPLICA_SET = new Kind("apps/v1", "ReplicaSet", "replicasets", true);
    public static final Kind CONTROLLER_REVISION =
            new Kind("apps/v1", "ControllerRevision", "controllerrevisions", true);

    private static final List<Kind> WORKLOADS = List.of(DEPLOYMENT, STATEFUL_SET, DAEMON_SET, JOB);

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

    /** A kind that is known without asking the API server. */
    public static Optional<Kind> known(String apiVersion, String kind) {
        return Stream.concat(WORKLOADS.stream(), SUPPORTING.stream())
                .filter(k -> k.apiVersion.equals(apiVersion) && k.kind.equals(kind))
                .findFirst();
    }

    /** A kind of Kubernetes itself by its name, for example {@code CronJob}. */
    static Optional<Kind> known(String kind) {
        return Stream.concat(WORKLOADS.stream(), SUPPORTING.stream())
                .filter(k -> k.kind.equals(kind))
                .findFirst();
    }

    /** A workload by the word used on a command line: {@code deployment}, {@code deploy}, {@code deployments} ... */
    public static Optional<Kind> workload(String word) {
        String w = word.toLowerCase(Locale.ROOT);
        return WORKLOADS.stream()
                .filter(k -> w.equals(k.kind.toLowerCase(Locale.ROOT)) || w.equals(k.plural) || w.equals(k.shortName()))
                .findFirst();
    }

    /** Whether its rollout can be watched to a verdict. */
    public static boolean isWorkload(String apiVersion, String kind) {
        return WORKLOADS.stream().anyMatch(k -> k.apiVersion.equals(apiVersion) && k.kind.equals(kind));
    }

    /** Whether it belongs to Kubernetes itself: its group has no dot, or ends in {@code .k8s.io}. */
    public static boolean isBuiltIn(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return !group.contains(".") || group.endsWith(".k8s.io");
    }

    private String shortName() {
        return switch (kind) {
            case "Deployment" -> "deploy";
            case "StatefulSet" -> "sts";
            case "DaemonSet" -> "ds";
            default -> kind.toLowerCase(Locale.ROOT);
        };
    }

    /** The path of the collection, for example {@code /apis/apps/v1/namespaces/bank/deployments}. */
    public String path(String namespace) {
        String root = apiVersion.contains("/") ? "/apis/" : "/api/";
        return root + apiVersion + (namespaced ? "/namespaces/" + namespace : "") + "/" + plural;
    }

    /** The path of one object. */
    public String path(String namespace, String name) {
        return path(namespace) + "/" + name;
    }
}
