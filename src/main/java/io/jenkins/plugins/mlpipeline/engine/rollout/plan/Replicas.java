package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Leaves {@code spec.replicas} to the one who scales (kubernetes#66385: an apply resets an autoscaler's number). */
public final class Replicas {
    private Replicas() {}

    /**
     * Puts the live number into a manifest when somebody else owns it, and when the manifest has none any more, which
     * would scale to one.
     *
     * @param planned the manifest; changed in place
     * @param live the object in the cluster
     * @param manager our field manager
     * @param ours what we own of the live object, and what goes over to us
     * @return who owns the number and what it is, for people, when the manifest's was replaced
     */
    public static Optional<String> preserve(ObjectNode planned, JsonNode live, String manager, JsonNode ours) {
        JsonNode wanted = planned.path("spec").path("replicas");
        JsonNode actual = live.path("spec").path("replicas");
        if (!actual.isInt() || wanted.equals(actual)) {
            return Optional.empty();
        }
        if (wanted.isMissingNode()) {
            return dropped(planned, actual, ours);
        }
        for (JsonNode entry : live.path("metadata").path("managedFields")) {
            boolean owns = entry.path("fieldsV1").path("f:spec").has("f:replicas");
            String owner = entry.path("manager").asText();
            boolean own =
                    owner.equals(manager) && entry.path("subresource").asText().isEmpty();
            // Another one's apply of the whole manifest is a conflict to be shown; a scaler's number is not.
            boolean scaled = entry.path("subresource").asText().equals("scale")
                    || !entry.path("fieldsV1").path("f:spec").has("f:template");
            if (owns && !own && scaled) {
                Pods.child(planned, "spec").set("replicas", actual);
                return Optional.of("spec.replicas stays " + actual.asText() + " (owned by " + owner
                        + "), the manifest says " + wanted.asText() + ".");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> dropped(ObjectNode planned, JsonNode actual, JsonNode ours) {
        if (!ours.path("spec").has("replicas")) {
            return Optional.empty();
        }
        Pods.child(planned, "spec").set("replicas", actual);
        return Optional.of("spec.replicas stays " + actual.asText() + ", although the manifest no longer has it"
                + " (replicas: manifest would scale to Kubernetes' default).");
    }
}
