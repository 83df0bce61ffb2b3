package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Service that Argo's controller points to a colour or a canary: it adds a label to the selector, which as a whole is one field. A
 * manifest doesn't know the label. Without it the Service would show both colours, and its controller takes that for a promotion.
 */
final class ShownColour {
    private static final String HASH = "rollouts-pod-template-hash";

    private ShownColour() {}

    /**
     * What is sent of a manifest.
     *
     * @param live the object as it was read last, or {@code null} when there was none
     * @return a Service with the label that the live one has; anything else as it is
     */
    static JsonNode kept(JsonNode manifest, JsonNode live) {
        boolean pointed = live != null
                && manifest.path("kind").asText().equals("Service")
                && manifest.path("apiVersion").asText().equals("v1")
                && live.path("spec").path("selector").has(HASH)
                && manifest.path("spec").path("selector").isObject()
                && !manifest.path("spec").path("selector").has(HASH);
        if (!pointed) {
            return manifest;
        }
        ObjectNode kept = manifest.deepCopy();
        ((ObjectNode) kept.path("spec").path("selector"))
                .set(HASH, live.path("spec").path("selector").path(HASH));
        return kept;
    }
}
