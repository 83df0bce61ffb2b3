package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** CustomResourceDefinitions: the kinds that they make. */
public final class Definitions {
    private static final Pattern PLURAL = Pattern.compile("[a-z][-a-z0-9]{0,62}");

    private Definitions() {}

    /** Whether an object is one. */
    public static boolean is(ObjectRef ref) {
        return ref.kind().equals("CustomResourceDefinition") && ref.apiVersion().startsWith("apiextensions.k8s.io/");
    }

    /** The kinds that one makes, of each version; what can't be one is left for the server to refuse. */
    public static List<Kind> kinds(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        String plural = spec.path("names").path("plural").asText();
        List<Kind> kinds = new ArrayList<>();
        if (PLURAL.matcher(plural).matches()) {
            for (JsonNode version : spec.path("versions")) {
                kinds.add(new Kind(
                        spec.path("group").asText() + "/" + version.path("name").asText(),
                        spec.path("names").path("kind").asText(),
                        plural,
                        !spec.path("scope").asText().equals("Cluster")));
            }
        }
        return kinds;
    }
}
