package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.List;
import java.util.TreeMap;

/** Pod templates, compared by content. */
public final class Templates {
    /** Of the Deployment controller, and of Argo's. */
    private static final List<String> HASH_LABELS = List.of("pod-template-hash", "rollouts-pod-template-hash");

    private Templates() {}

    /**
     * A copy without what only controllers write into a template: the label with its own hash, the
     * {@code $patch} directive of a ControllerRevision, and the {@code creationTimestamp: null} of older servers.
     */
    public static JsonNode bare(JsonNode template) {
        if (!(template instanceof ObjectNode object)) {
            return template;
        }
        ObjectNode copy = object.deepCopy();
        copy.remove("$patch");
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            if (metadata.path("creationTimestamp").isNull()) {
                metadata.remove("creationTimestamp");
            }
            if (metadata.get("labels") instanceof ObjectNode labels) {
                labels.remove(HASH_LABELS);
            }
        }
        return copy;
    }

    /** The digest of a bare template; the order of keys doesn't matter. */
    public static String digest(JsonNode template) {
        return Digest.ofText(sorted(bare(template)).toString());
    }

    /** A copy with the keys of every object in order. */
    public static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(e -> fields.put(e.getKey(), sorted(e.getValue())));
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            fields.forEach(copy::set);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(e -> copy.add(sorted(e)));
            return copy;
        }
        return node;
    }
}
