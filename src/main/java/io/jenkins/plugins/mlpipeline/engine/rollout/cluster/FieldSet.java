package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.Optional;

/**
 * A set of fields in the form of {@code fieldsV1}: {@code {"f:spec": {"f:replicas": {}}}}.
 *
 * <p>A key is {@code f:name} for a field, {@code k:{"name":"app"}} or {@code v:"value"} for an item of a list; {@code "."}
 * says that the thing itself is in the set, beside parts of it, and so does an empty object. Nothing here is changed in
 * place.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#format-of-managedfields">the format</a>
 */
record FieldSet(ObjectNode tree) {
    private static final String SELF = ".";
    private static final String FIELD = "f:";

    static FieldSet of(JsonNode fieldsV1) {
        return new FieldSet(
                fieldsV1 instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode());
    }

    static FieldSet none() {
        return of((JsonNode) null);
    }

    boolean isEmpty() {
        return tree.isEmpty();
    }

    /** All that is in one of the two. */
    FieldSet and(FieldSet other) {
        return new FieldSet(union(tree, other.tree));
    }

    /** What is in this one alone. */
    FieldSet without(FieldSet other) {
        return new FieldSet(difference(tree, other.tree));
    }

    /** The fields below names, under their whole paths: {@code below("spec", "template")}. */
    FieldSet below(String... names) {
        JsonNode found = tree;
        for (String name : names) {
            found = found.path(FIELD + name);
        }
        if (!found.isObject()) {
            return none();
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ObjectNode last = whole;
        for (int i = 0; i < names.length - 1; i++) {
            last = last.putObject(FIELD + names[i]);
        }
        last.set(FIELD + names[names.length - 1], found.deepCopy());
        return new FieldSet(whole);
    }

    /** Those that an object doesn't have. */
    FieldSet absentFrom(JsonNode object) {
        return new FieldSet(absent(object, tree));
    }

    /** The part of an object that is in the set, with the object's values. */
    ObjectNode in(ObjectNode object) {
        // Further down an empty set is a leaf, all of which is in it.
        return isEmpty() ? JsonNodeFactory.instance.objectNode() : (ObjectNode) extract(object, tree);
    }

    /**
     * A copy of an object without these fields; of one that goes, what is in the other set stays.
     *
     * @param kept what others own
     */
    ObjectNode takenFrom(ObjectNode object, FieldSet kept) {
        ObjectNode copy = object.deepCopy();
        prune(copy, tree, kept.tree);
        return copy;
    }

    private static boolean self(JsonNode node) {
        return node.isEmpty() || node.has(SELF);
    }

    private static ObjectNode union(ObjectNode a, ObjectNode b) {
        ObjectNode both = a.deepCopy();
        b.properties().forEach(e -> {
            JsonNode there = both.get(e.getKey());
            both.set(
                    e.getKey(),
                    there instanceof ObjectNode mine && e.getValue() instanceof ObjectNode theirs
                            ? joined(mine, theirs)
                            : e.getValue().deepCopy());
        });
        return both;
    }

    private static ObjectNode joined(ObjectNode a, ObjectNode b) {
        ObjectNode both = union(a, b);
        // An empty one of the two says that the thing itself is in the set.
        if (!both.isEmpty() && (self(a) || self(b))) {
            both.putObject(SELF);
        }
        return both;
    }

    private static ObjectNode difference(ObjectNode a, ObjectNode b) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        a.properties().forEach(e -> {
            if (e.getKey().equals(SELF) || !(e.getValue() instanceof ObjectNode mine)) {
                return;
            }
            if (!(b.get(e.getKey()) instanceof ObjectNode theirs)) {
                rest.set(e.getKey(), mine.deepCopy());
                return;
            }
            ObjectNode parts = difference(mine, theirs);
            boolean self = self(mine) && !self(theirs);
            if (self && !parts.isEmpty()) {
                parts.putObject(SELF);
            }
            if (self || !parts.isEmpty()) {
                rest.set(e.getKey(), parts);
            }
        });
        return rest;
    }

    private static ObjectNode absent(JsonNode value, ObjectNode fields) {
        ObjectNode gone = JsonNodeFactory.instance.objectNode();
        fields.properties().forEach(e -> {
            if (e.getKey().equals(SELF) || !(e.getValue() instanceof ObjectNode parts)) {
                return;
            }
            Optional<JsonNode> child = child(value, e.getKey());
            if (child.isEmpty()) {
                gone.set(e.getKey(), parts.deepCopy());
                return;
            }
            ObjectNode below = absent(child.get(), parts);
            if (!below.isEmpty()) {
                gone.set(e.getKey(), below);
            }
        });
        return gone;
    }

    private static Optional<JsonNode> child(JsonNode value, String key) {
        if (key.startsWith(FIELD)) {
            return Optional.ofNullable(value.get(key.substring(FIELD.length())));
        }
        for (JsonNode item : value) {
            if (names(key, item)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
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
        fields.properties().forEach(field -> {
            if (field.getKey().startsWith(FIELD)) {
                String name = field.getKey().substring(FIELD.length());
                if (value.has(name)) {
                    part.set(name, extract(value.get(name), field.getValue()));
                }
            }
        });
        return part;
    }

    private static ArrayNode items(ArrayNode list, JsonNode fields) {
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : list) {
            fields.properties().stream()
                    .filter(field -> names(field.getKey(), item))
                    .findFirst()
                    .ifPresent(field -> part.add(keyed(extract(item, field.getValue()), field.getKey())));
        }
        return part;
    }

    /** A part of an item is of no use without what names the item. */
    private static JsonNode keyed(JsonNode item, String key) {
        if (key.startsWith("k:") && item instanceof ObjectNode part) {
            Json.parse(key.substring(2), JsonNode.class, "managedFields")
                    .properties()
                    .forEach(e -> part.set(e.getKey(), e.getValue()));
        }
        return item;
    }

    private static void prune(JsonNode value, ObjectNode gone, JsonNode kept) {
        gone.properties().forEach(e -> {
            String key = e.getKey();
            Optional<JsonNode> child = key.equals(SELF) ? Optional.empty() : child(value, key);
            if (child.isEmpty() || !(e.getValue() instanceof ObjectNode parts)) {
                return;
            }
            if (self(parts) && !kept.has(key)) {
                remove(value, key, child.get());
            } else {
                prune(child.get(), parts, kept.path(key));
            }
        });
    }

    private static void remove(JsonNode value, String key, JsonNode child) {
        if (value instanceof ObjectNode object) {
            object.remove(key.substring(FIELD.length()));
        } else if (value instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (array.get(i) == child) {
                    array.remove(i);
                }
            }
        }
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
