package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.Set;

/** What somebody wrote into an object, rather than what the server and controllers keep about it. */
public final class ObjectContent {
    private static final Set<String> NOT_CONTENT = Set.of("apiVersion", "kind", "metadata", "status");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private ObjectContent() {}

    /** A digest of labels, annotations and all fields but the status, for comparing; the order of keys doesn't matter. */
    public static String digest(JsonNode object) {
        ObjectNode content = fields(object);
        JsonNode metadata = object.path("metadata");
        if (metadata.path("labels").size() > 0) {
            content.set("labels", metadata.path("labels"));
        }
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            ObjectNode said = annotations.deepCopy();
            said.remove(LAST_APPLIED);
            if (!said.isEmpty()) {
                content.set("annotations", said);
            }
        }
        return Digest.ofText(Templates.sorted(content).toString());
    }

    /** The same without labels and annotations: what a pod that is given the object reads. */
    public static String digestOfData(JsonNode object) {
        return Digest.ofText(Templates.sorted(fields(object)).toString());
    }

    private static ObjectNode fields(JsonNode object) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        object.properties().stream()
                .filter(e -> !NOT_CONTENT.contains(e.getKey()))
                .forEach(e -> content.set(e.getKey(), e.getValue()));
        return content;
    }
}
