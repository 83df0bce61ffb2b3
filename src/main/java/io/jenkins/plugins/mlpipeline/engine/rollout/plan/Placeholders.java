package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import java.util.Locale;
import java.util.Set;

/** Finds what a template engine or {@code envsubst} should have filled in: {@code {{ .Values.image }}}, {@code ${IMAGE}}. */
final class Placeholders {
    /** What is the author's own text: a program, a document or a message may have any braces in it. */
    private static final Set<String> OWN_TEXT =
            Set.of("data", "binaryData", "stringData", "annotations", "command", "args", "value");

    private Placeholders() {}

    /**
     * Refuses them in an object of Kubernetes' own; others' resources may have templates of theirs.
     *
     * @throws UserError that names the first with its field
     */
    static void refuse(String source, JsonNode object) {
        if (Kind.isBuiltIn(object.path("apiVersion").asText())) {
            find(
                    source + ": " + object.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                            + object.path("metadata").path("name").asText(),
                    "",
                    object);
        }
    }

    /** The same for one value. */
    static void refuse(String source, String field, String value) {
        if (is(value)) {
            throw new UserError(
                    source + ": " + field + " is the placeholder \"" + value + "\", which nobody filled in. Do"
                            + " that first: for an image by images, for all else by helm template, kustomize or envsubst.");
        }
    }

    private static void find(String source, String path, JsonNode node) {
        if (node.isTextual()) {
            refuse(source, path, node.asText());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                String name = node.get(i).path("name").asText(Integer.toString(i));
                find(source, path + "[" + name + "]", node.get(i));
            }
        } else {
            node.properties().forEach(e -> {
                if (!OWN_TEXT.contains(e.getKey())) {
                    // Without quotes YAML takes {{ x }} for a mapping in a mapping's place.
                    refuse(
                            source,
                            path.isEmpty() ? "a field" : path,
                            e.getKey().startsWith("{") ? "{" + e.getKey() + "}" : "");
                    find(source, path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue());
                }
            });
        }
    }

    private static boolean is(String value) {
        int begin = value.indexOf("{{");
        if (begin >= 0 && value.indexOf("}}", begin) >= 0) {
            return true;
        }
        int variable = value.indexOf("${");
        return variable >= 0 && value.indexOf('}', variable) >= 0;
    }
}
