package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

/**
 * A kind of object, as the API serves it.
 *
 * @param apiVersion for example {@code apps/v1}
 * @param kind for example {@code Deployment}
 * @param plural its name in paths, for example {@code deployments}
 * @param namespaced whether its objects live in a namespace
 */
public record Kind(String apiVersion, String kind, String plural, boolean namespaced) {
    /** Whether an object says that it is of this kind. */
    public boolean is(String otherVersion, String otherKind) {
        return apiVersion.equals(otherVersion) && kind.equals(otherKind);
    }

    /** Whether it belongs to Kubernetes itself: its group has no dot, or ends in {@code .k8s.io}. */
    public static boolean isBuiltIn(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return !group.contains(".") || group.endsWith(".k8s.io");
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
