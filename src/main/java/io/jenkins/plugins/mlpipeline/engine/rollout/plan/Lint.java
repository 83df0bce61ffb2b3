package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds in a manifest what would fail later, or would be regretted later. */
final class Lint {
    private static final Pattern DIGEST = Pattern.compile("(sha256[:.-]?)?[0-9a-f]{32,64}");

    /** What the API server fills in and refuses, or ignores, when it is sent back. */
    private static final List<String> SERVER_METADATA =
            List.of("resourceVersion", "managedFields", "uid", "generation", "creationTimestamp", "selfLink");

    private Lint() {}

    /** Removes what an exported object has and an apply must not have. */
    static void strip(ObjectNode object) {
        object.remove("status");
        Pods.child(object, "metadata").remove(SERVER_METADATA);
    }

    /**
     * Checks an object.
     *
     * @param source where it stands
     * @param object the object, images already substituted
     * @param warnings gets what is allowed but unwise
     * @throws UserError for what Kubernetes would refuse or apply wrongly, the entry named
     */
    static void check(String source, JsonNode object, List<String> warnings) {
        String what = source + ": " + ObjectRef.of(object).kind().toLowerCase(Locale.ROOT) + "/"
                + object.path("metadata").path("name").asText();
        Placeholders.refuse(source, object);
        TextFields.check(source, object);
        JsonNode template = Pods.template(object);
        for (ObjectNode container : Pods.containers(template)) {
            checkContainer(what, container, warnings);
        }
        boolean probed = !WorkloadKinds.of(object).restartable()
                || Pods.containers(template).stream().anyMatch(container -> container.has("readinessProbe"));
        if (!probed) {
            warnings.add(what + ": no container has a readinessProbe, so that a pod counts as ready as soon as it runs,"
                    + " whether it answers or not.");
        }
        for (var label :
                object.path("spec").path("selector").path("matchLabels").properties()) {
            checkSelector(what, label.getKey(), label.getValue().asText(), warnings);
        }
        if (object.path("spec").path("paused").asBoolean(false)) {
            warnings.add(what + ": spec.paused is true, so that nothing rolls out.");
        }
    }

    private static void checkContainer(String what, JsonNode container, List<String> warnings) {
        String name = container.path("name").asText();
        String image = container.path("image").asText();
        if (!ImageRef.parse(image).pinned()) {
            warnings.add(what + ": container " + name + " has the image " + image
                    + ", which can be pushed again under the same name; name it by digest (@sha256:...).");
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode env : container.path("env")) {
            if (!seen.add(env.path("name").asText())) {
                throw new UserError(what + ": container " + name + " has the environment variable \""
                        + env.path("name").asText()
                        + "\" twice. Server-side apply refuses that; remove one of the two.");
            }
        }
        seen.clear();
        for (JsonNode port : container.path("ports")) {
            String key = port.path("containerPort").asText() + "/"
                    + port.path("protocol").asText("TCP");
            if (!seen.add(key)) {
                throw new UserError(what + ": container " + name + " has the port " + key
                        + " twice. Server-side apply refuses that; remove one of the two.");
            }
        }
    }

    private static void checkSelector(String what, String key, String value, List<String> warnings) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.contains("digest") || DIGEST.matcher(value).matches()) {
            throw new UserError(what + ": spec.selector.matchLabels has " + key + ": " + value
                    + ", a digest. A selector can't be changed later, so that no other model could ever be deployed;"
                    + " put it into an annotation.");
        }
        if (lower.endsWith("version") || lower.equals("model-id")) {
            warnings.add(what + ": spec.selector.matchLabels has " + key + ": " + value
                    + ". A selector can't be changed later; keep versions out of it.");
        }
    }
}
