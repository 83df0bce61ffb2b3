package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import java.util.Locale;

/**
 * Finds numbers and booleans where Kubernetes takes texts alone: YAML makes a number of {@code value: 8080}, and the
 * server's answer to it names neither file nor field.
 */
final class TextFields {
    private TextFields() {}

    /**
     * Checks an object.
     *
     * @param source where it stands
     * @throws UserError that names the first with its field
     */
    static void check(String source, JsonNode object) {
        String what = source + ": " + object.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                + object.path("metadata").path("name").asText();
        metadata(what, "metadata", object.path("metadata"));
        if (object.path("kind").asText().equals("ConfigMap")) {
            map(what, "data", object.path("data"));
        }
        JsonNode template = Pods.template(object);
        if (template.isMissingNode()) {
            return;
        }
        String path = object.path("spec").has("template") ? "spec.template" : "spec.jobTemplate.spec.template";
        metadata(what, path + ".metadata", template.path("metadata"));
        map(what, path + ".spec.nodeSelector", template.path("spec").path("nodeSelector"));
        map(
                what,
                "spec.selector.matchLabels",
                object.path("spec").path("selector").path("matchLabels"));
        for (ObjectNode container : Pods.containers(template)) {
            String at = path + ".spec container " + container.path("name").asText();
            for (JsonNode env : container.path("env")) {
                text(what, at + ", env " + env.path("name").asText() + ", value", env.path("value"));
            }
            for (String list : List.of("command", "args")) {
                for (int i = 0; i < container.path(list).size(); i++) {
                    text(
                            what,
                            at + ", " + list + "[" + i + "]",
                            container.path(list).get(i));
                }
            }
        }
    }

    private static void metadata(String what, String path, JsonNode metadata) {
        map(what, path + ".labels", metadata.path("labels"));
        map(what, path + ".annotations", metadata.path("annotations"));
    }

    private static void map(String what, String path, JsonNode map) {
        map.properties().forEach(e -> text(what, path + "." + e.getKey(), e.getValue()));
    }

    private static void text(String what, String path, JsonNode value) {
        if (value.isNumber() || value.isBoolean()) {
            throw new UserError(what + ": " + path + " is " + (value.isNumber() ? "a number" : "true or false")
                    + "; Kubernetes takes a text there. Write it in quotes.");
        }
    }
}
