package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registered models, their versions and aliases. */
final class Models {
    private static final String NAME = "name";
    private static final String VERSION = "version";
    private static final String ALIAS = "alias";
    private static final String MODEL_VERSION = "model_version";
    /** Each of them is brought here and looked at. */
    private static final int MOST_TAGGED = 10;

    private final MlflowClient client;

    Models(MlflowClient client) {
        this.client = client;
    }

    /** @throws UserError when there is no such version, or it is not ready */
    RegisteredVersion version(ModelReference.Version asked) throws IOException {
        RegisteredVersion version;
        try {
            version = RegisteredVersion.of(
                    client.get("model-versions/get", Map.of(NAME, asked.name(), VERSION, asked.version()))
                            .path(MODEL_VERSION));
        } catch (MlflowError e) {
            throw e.isMissing()
                    ? new UserError(asked + ": " + client.server() + " has no such version. Check name and number.", e)
                    : e;
        }
        requireAsked(asked, version);
        if (!version.status().equals("READY")) {
            throw new UserError(asked + ": " + client.server() + " says that this version is " + version.status()
                    + ". Wait until it is READY, or register it again.");
        }
        return version;
    }

    /** What is asked for by a name is not taken from one that is called otherwise. */
    private void requireAsked(ModelReference.Version asked, RegisteredVersion answered) {
        if (!answered.reference().equals(asked)) {
            throw new UserError(
                    asked + ": " + client.server() + " answers with " + answered.reference() + ". Check the server.");
        }
    }

    /** A version that the server names: of the model that was asked about, with a number, which becomes a part of addresses. */
    private void requireOf(String name, RegisteredVersion answered) {
        if (!answered.name().equals(name) || !answered.hasNumber()) {
            throw new UserError(client.server() + " was asked about " + name + " and answers with \""
                    + answered.reference() + "\". Check the server.");
        }
    }

    /** The version that an alias points to; empty when there is no such alias. */
    Optional<ModelReference.Version> alias(ModelReference.Aliased asked) throws IOException {
        JsonNode said;
        try {
            said = client.get("registered-models/alias", Map.of(NAME, asked.name(), ALIAS, asked.alias()))
                    .path(MODEL_VERSION);
        } catch (MlflowError e) {
            if (e.isInvalid() || e.isMissing()) {
                return Optional.empty();
            }
            throw e;
        }
        RegisteredVersion version = RegisteredVersion.of(said);
        requireOf(asked.name(), version);
        return Optional.of(version.reference());
    }

    /** Sets an alias; the last who does so wins, so that it is to be read back. */
    void setAlias(ModelReference.Version version, String alias) throws IOException {
        client.post("registered-models/alias", Map.of(NAME, version.name(), ALIAS, alias, VERSION, version.version()));
    }

    /** Where the files of a version are, as the server says it. */
    String source(ModelReference.Version version) throws IOException {
        return client.get("model-versions/get-download-uri", Map.of(NAME, version.name(), VERSION, version.version()))
                .path("artifact_uri")
                .asText("");
    }

    /** Makes a registered model, unless there is one. */
    void make(String name) throws IOException {
        try {
            client.get("registered-models/get", Map.of(NAME, name));
        } catch (MlflowError e) {
            if (!e.isMissing()) {
                throw e;
            }
            client.post("registered-models/create", Map.of(NAME, name));
        }
    }

    /**
     * Makes a version.
     *
     * @param source where its files are
     * @param run that logged it; empty for none
     */
    ModelReference.Version makeVersion(String name, String source, String run, Map<String, String> tags)
            throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(NAME, name);
        body.put("source", source);
        if (!run.isEmpty()) {
            body.put("run_id", run);
        }
        body.put("tags", Tags.list(tags));
        RegisteredVersion made =
                RegisteredVersion.of(client.post("model-versions/create", body).path(MODEL_VERSION));
        requireOf(name, made);
        return made.reference();
    }

    void tag(ModelReference.Version version, Map<String, String> tags) throws IOException {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            client.post(
                    "model-versions/set-tag",
                    Map.of(
                            NAME,
                            version.name(),
                            VERSION,
                            version.version(),
                            "key",
                            tag.getKey(),
                            "value",
                            tag.getValue()));
        }
    }

    /** The newest versions of a model that bear a tag, newest first; none when there is no such model. */
    List<RegisteredVersion> tagged(String name, String key, String value) throws IOException {
        String filter = "name='" + name + "' and tags.`" + key + "` = '" + value + "'";
        List<RegisteredVersion> found = new ArrayList<>();
        client.get("model-versions/search", Map.of("filter", filter, "order_by", "version_number DESC"))
                .path("model_versions")
                .forEach(said -> found.add(RegisteredVersion.of(said)));
        found.removeIf(version -> !version.name().equals(name)
                || !version.hasNumber()
                || !value.equals(version.tags().get(key)));
        return found.subList(0, Math.min(MOST_TAGGED, found.size()));
    }
}
