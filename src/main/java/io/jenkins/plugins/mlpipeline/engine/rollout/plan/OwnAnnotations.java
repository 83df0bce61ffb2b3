package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps the annotations that a rollout writes out of what an author wrote: whoever reads them, an admission policy or a
 * later rollback, takes them for the gate's word.
 */
final class OwnAnnotations {
    private OwnAnnotations() {}

    /**
     * Removes them where a rollout writes them anew: an exported workload has them there.
     *
     * @param source where the workload stands
     * @param workload changed in place
     * @param warnings gets a line when there were any
     */
    static void clear(String source, ObjectNode workload, List<String> warnings) {
        TreeSet<String> removed = new TreeSet<>();
        for (JsonNode holder : List.of(workload, workload.path("spec").path("template"))) {
            if (holder.path("metadata").path("annotations") instanceof ObjectNode annotations) {
                List<String> own = new ArrayList<>();
                annotations.fieldNames().forEachRemaining(name -> {
                    if (Annotations.isOwn(name)) {
                        own.add(name);
                    }
                });
                annotations.remove(own);
                removed.addAll(own);
            }
        }
        if (!removed.isEmpty()) {
            warnings.add(source + ": " + label(workload) + ": the annotations " + String.join(", ", removed)
                    + " of the manifest are not applied; they are the rollout's to write.");
        }
    }

    /**
     * Refuses them anywhere else, at any depth.
     *
     * @throws UserError that names the first
     */
    static void refuse(String source, JsonNode object) {
        find("", object).ifPresent(path -> {
            throw new UserError(source + ": " + label(object) + " has " + path + ". What begins with "
                    + Annotations.PREFIX
                    + " is written by a rollout, on its workload alone, and says what a gate judged; remove it.");
        });
    }

    private static String label(JsonNode object) {
        return new ObjectRef(
                        "",
                        object.path("kind").asText(),
                        "",
                        object.path("metadata").path("name").asText())
                .label();
    }

    private static Optional<String> find(String path, JsonNode node) {
        if (node.isObject()) {
            for (var entry : node.properties()) {
                String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (Annotations.isOwn(entry.getKey())) {
                    return Optional.of(below);
                }
                Optional<String> found = find(below, entry.getValue());
                if (found.isPresent()) {
                    return found;
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> found = find(path + "[" + i + "]", node.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
