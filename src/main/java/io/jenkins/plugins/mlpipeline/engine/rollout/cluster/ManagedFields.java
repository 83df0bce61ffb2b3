package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.time.Instant;
import java.util.Map;

/**
 * Reads {@code metadata.managedFields}.
 *
 * <p>Server-side apply takes away what a manager applied before and leaves out now. Whoever wants to change one part must
 * therefore send everything else that it owns again, as it is; that is what {@link #owned} finds.
 */
public final class ManagedFields {
    private ManagedFields() {}

    /** The server's time of a manager's last write, or the given one when it wrote nothing. */
    public static Instant lastWrite(JsonNode object, String manager, Instant otherwise) {
        Instant last = null;
        for (JsonNode entry : object.path("metadata").path("managedFields")) {
            if (entry.path("manager").asText().equals(manager)
                    && entry.path("subresource").asText().isEmpty()
                    && entry.path("time").isTextual()) {
                Instant time = Instant.parse(entry.path("time").asText());
                last = last == null || time.isAfter(last) ? time : last;
            }
        }
        return last == null ? otherwise : last;
    }

    /** The part of a live object that a manager owns by server-side apply, with the live values; empty when none. */
    public static ObjectNode owned(JsonNode live, String manager) {
        for (JsonNode entry : live.path("metadata").path("managedFields")) {
            if (entry.path("manager").asText().equals(manager)
                    && entry.path("operation").asText().equals("Apply")
                    && entry.path("subresource").asText().isEmpty()) {
                return (ObjectNode) extract(live, entry.path("fieldsV1"));
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode extract(JsonNode value, JsonNode fields) {
        // A leaf, or a list or map that is owned as a whole.
        if (fields.isEmpty() || !(value.isObject() || value.isArray())) {
            return value.deepCopy();
        }
        if (value.isArray()) {
            return items((ArrayNode) value, fields);
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getKey().startsWith("f:")) {
                String name = field.getKey().substring(2);
                if (value.has(name)) {
                    part.set(name, extract(value.get(name), field.getValue()));
                }
            }
        }
        return part;
    }

    private static ArrayNode items(ArrayNode list, JsonNode fields) {
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : list) {
            for (Map.Entry<String, JsonNode> field : fields.properties()) {
                if (names(field.getKey(), item)) {
                    part.add(extract(item, field.getValue()));
                    break;
                }
            }
        }
        return part;
    }

    /** Whether {@code k:{"name":"app"}} or {@code v:"value"} means an item. */
    private static boolean names(String key, JsonNode item) {
        if (!key.startsWith("k:") && !key.startsWith("v:")) {
            return false;
        }
        JsonNode wanted;
        try {
            wanted = Json.parse(key.substring(2), JsonNode.class, "managedFields");
        } catch (UserError notJson) {
            return false;
        }
        if (key.startsWith("v:")) {
            return wanted.equals(item);
        }
        return wanted.properties().stream().allMatch(e -> e.getValue().equals(item.get(e.getKey())));
    }
}
