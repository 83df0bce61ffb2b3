package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import java.util.List;

/**
 * The annotations that a rollout writes.
 *
 * <p>On the pod template only what identifies the content, so that deploying an equal model restarts nothing. What changes
 * with every build goes on the object itself. The marks go on the ReplicaSet or ControllerRevision that they speak of, so
 * that every user of the cluster finds them.
 */
public final class Annotations {
    /** How all of them begin that are this plugin's alone. */
    static final String PREFIX = "ml-pipeline.jenkins.io/";

    /** Pod template: the model's digest, {@code sha256:<hex>}. */
    public static final String MODEL_DIGEST = PREFIX + "model-digest";
    /** Pod template: what was judged, by which policy, on which data, as a digest without times. */
    public static final String GATE_DIGEST = PREFIX + "gate-digest";

    /** Pod template: a random value, another one when configuration that the pods read changed. */
    public static final String CONFIGURATION = PREFIX + "configuration";

    /** Object of a deployment with {@code prune}: the name of the list that it stands in. */
    public static final String INVENTORY = PREFIX + "inventory";

    /** How the names of these lists begin. */
    public static final String INVENTORY_NAMES = "ml-pipeline-inventory-";

    /** Object: a digest of what was kept of the objects that went with its last deployment. */
    public static final String PRUNED = PREFIX + "pruned";

    /** Workload of a manifest: where it stands among the others, the least first; the author's to write. */
    static final String ORDER = PREFIX + "order";

    /** Object: shown by {@code kubectl rollout history}. */
    public static final String CHANGE_CAUSE = "kubernetes.io/change-cause";
    /** Object: the build that wrote it, mostly a URL. */
    public static final String BUILD = PREFIX + "build";
    /** Object: the rollout that wrote it; tells after a restart of ours whether the write was made. */
    public static final String ROLLOUT_ID = PREFIX + "rollout-id";

    /** Revision: when it was found deployed, ISO 8601. */
    public static final String DEPLOYED = PREFIX + "deployed-at";
    /** Revision: the gate digest of the verdict that let it through. */
    public static final String GATED = PREFIX + "gated";
    /** Revision: when mlVerify passed, ISO 8601. */
    public static final String VERIFIED = PREFIX + "verified-at";
    /** Revision: when mlVerify failed, ISO 8601; counts unless it passed since. */
    public static final String REFUTED = PREFIX + "verification-failed-at";
    /** Revision: when and why it was rolled back from; it is not gone back to. */
    public static final String FAILED = PREFIX + "failed";
    /** Revision: what its containers ran, a JSON object from container name to {@code sha256:...}. */
    public static final String IMAGE_IDS = PREFIX + "image-ids";

    /** Pod template: what {@code kubectl rollout restart} writes, in RFC 3339. */
    public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private Annotations() {}

    /**
     * Whether a field of an object is one of the annotations that every rollout writes anew.
     *
     * @param field its path as a conflict names it, for example {@code .metadata.annotations.ml-pipeline.jenkins.io/build}
     */
    public static boolean isWrittenByRollouts(String field) {
        return List.of(".metadata.annotations.", ".spec.template.metadata.annotations.").stream()
                .filter(field::startsWith)
                .map(holder -> field.substring(holder.length()))
                .anyMatch(name -> isOwn(name) || name.equals(CHANGE_CAUSE));
    }

    /**
     * Whether a line of a {@link Diff} is about the object's own annotations that every rollout writes anew, so that it says
     * nothing of a change.
     */
    public static boolean isOfEveryRollout(String line) {
        return List.of(ROLLOUT_ID, BUILD, CHANGE_CAUSE).stream()
                .anyMatch(name -> line.startsWith("metadata.annotations." + name + ": ", 2));
    }

    /** Whether only a rollout may write it. */
    static boolean isOwn(String name) {
        return !name.equals(ORDER) && name.startsWith(PREFIX);
    }
}
