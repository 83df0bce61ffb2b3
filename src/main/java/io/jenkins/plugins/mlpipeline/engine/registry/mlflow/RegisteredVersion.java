package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A version of a registered model as the server describes it.
 *
 * @param name of the model
 * @param version its number
 * @param run the run that logged it; empty when it is not known
 * @param status {@code READY} when it can be used
 * @param tags by key
 */
record RegisteredVersion(String name, String version, String run, String status, Map<String, String> tags) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    static RegisteredVersion of(JsonNode said) {
        return new RegisteredVersion(
                said.path("name").asText(""),
                said.path("version").asText(""),
                said.path("run_id").asText(""),
                said.path("status").asText(""),
                tags(said.path("tags")));
    }

    /** Whether the server calls it by a number, as MLflow's versions are. */
    boolean hasNumber() {
        return NUMBER.matcher(version).matches();
    }

    private static Map<String, String> tags(JsonNode said) {
        Map<String, String> tags = new TreeMap<>();
        said.forEach(
                tag -> tags.put(tag.path("key").asText(""), tag.path("value").asText("")));
        return tags;
    }

    ModelReference.Version reference() {
        return new ModelReference.Version(name, version);
    }
}
