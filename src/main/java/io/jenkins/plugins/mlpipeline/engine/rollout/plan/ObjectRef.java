package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * The name of an object.
 *
 * @param apiVersion for example {@code apps/v1}
 * @param kind for example {@code Deployment}
 * @param namespace its namespace; empty for a cluster-scoped kind
 * @param name its name
 */
public record ObjectRef(String apiVersion, String kind, String namespace, String name) {
    public static ObjectRef of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectRef(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                metadata.path("namespace").asText(),
                metadata.path("name").asText());
    }

    /** For example {@code deployment/fraud in namespace bank}. */
    public String label() {
        return kind.toLowerCase(Locale.ROOT) + "/" + name + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }

    /** Whether its content is secret and never printed. */
    public boolean secret() {
        return kind.equals("Secret");
    }
}
