package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import java.util.Map;

/**
 * What a plan is made with, beside the manifests.
 *
 * @param namespace the namespace asked for, or {@code null}
 * @param defaultNamespace the namespace of the connection, when neither is given
 * @param images from an image of the manifests to the one to run
 * @param modelDigest for the pod template, or {@code null}
 * @param gateDigest for the pod template, or {@code null}
 * @param build the build that deploys, mostly a URL, or {@code null}
 * @param changeCause for {@code kubectl rollout history}, or {@code null}
 * @param rolloutId unique for each rollout: letters, digits and dashes
 * @param allowed the kinds that may be deployed beside the workload
 */
public record PlanRequest(
        String namespace,
        String defaultNamespace,
        Map<String, String> images,
        String modelDigest,
        String gateDigest,
        String build,
        String changeCause,
        String rolloutId,
        AllowedKinds allowed) {
    public PlanRequest {
        images = Map.copyOf(images);
    }

    /** A request with the standard kinds. */
    public PlanRequest(
            String namespace,
            String defaultNamespace,
            Map<String, String> images,
            String modelDigest,
            String gateDigest,
            String build,
            String changeCause,
            String rolloutId) {
        this(
                namespace,
                defaultNamespace,
                images,
                modelDigest,
                gateDigest,
                build,
                changeCause,
                rolloutId,
                AllowedKinds.DEFAULT);
    }
}
