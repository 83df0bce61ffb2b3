package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

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
    /** Revision: what its containers ran, a JSON object from container name to {@code repository@sha256:...}. */
    public static final String IMAGE_IDS = PREFIX + "image-ids";

    /** Pod template: what {@code kubectl rollout restart} writes, in RFC 3339. */
    public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private Annotations() {}

    /** Whether only a rollout may write it. */
    static boolean isOwn(String name) {
        return name.startsWith(PREFIX);
    }
}
