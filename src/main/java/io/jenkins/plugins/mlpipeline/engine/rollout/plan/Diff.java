package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a server-side dry run would change, one line for each value. */
public final class Diff {
    private static final Set<String> SERVER_FIELDS = Set.of(
            "metadata.managedFields",
            "metadata.resourceVersion",
            "metadata.generation",
            "metadata.uid",
            "metadata.creationTimestamp",
            "status");
    /** What is shown of a Secret: all else may hold its values, annotations of other tools included. */
    private static final Set<String> OPEN_FIELDS =
            Set.of("apiVersion", "kind", "type", "immutable", "metadata.name", "metadata.namespace");

    private static final int MOST_CHARACTERS = 200;

    private Diff() {}

    /**
     * The differences, for example {@code ~ spec.template.spec.containers[app].image: "a" -> "b"}.
     *
     * @param live the object as it is; missing when there is none
     * @param planned the object as it would be
     * @param secret whether values are shown as {@code ***}
     */
    public static List<String> lines(JsonNode live, JsonNode planned, boolean secret) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        flatten("", live, before);
        flatten("", planned, after);
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            String a = before.get(path);
            String b = after.get(path);
            boolean hidden = secret && !OPEN_FIELDS.contains(path) && !path.startsWith("metadata.labels");
            if (a == null) {
                lines.add("+ " + path + ": " + shown(b, hidden));
            } else if (b == null) {
                lines.add("- " + path + ": " + shown(a, hidden));
            } else if (!a.equals(b)) {
                lines.add("~ " + path + ": " + shown(a, hidden) + " -> " + shown(b, hidden));
            }
        }
        return lines;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (SERVER_FIELDS.contains(path)) {
            return;
        }
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(e -> flatten(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), values));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                String key = node.get(i).path("name").asText(Integer.toString(i));
                flatten(path + "[" + key + "]", node.get(i), values);
            }
        } else if (!node.isMissingNode()) {
            values.put(path, node.toString());
        }
    }

    private static String shown(String value, boolean hidden) {
        if (hidden) {
            return "***";
        }
        return value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS) + "...";
    }
}
