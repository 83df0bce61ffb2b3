package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * Who asks a registry.
 *
 * @param user name, as for {@code docker login}
 * @param password or token
 */
public record OciCredentials(String user, String password) {
    private static final String USER = "ML_PIPELINE_REGISTRY_USERNAME";
    private static final String PASSWORD = "ML_PIPELINE_REGISTRY_PASSWORD";
    private static final String FOLDER = "DOCKER_CONFIG";

    /**
     * Those of a process: its variables {@code ML_PIPELINE_REGISTRY_USERNAME} and {@code ML_PIPELINE_REGISTRY_PASSWORD}, else
     * what {@code docker login} left for the registry in its {@code config.json}.
     *
     * @param home the user's folder
     * @return null for none
     * @throws UserError when half of them is missing, the file can't be read, or has them in a program of its own
     */
    public static OciCredentials of(Map<String, String> variables, Path home, String registry) throws IOException {
        String user = variables.getOrDefault(USER, "");
        String password = variables.getOrDefault(PASSWORD, "");
        if (user.isBlank() != password.isBlank()) {
            throw new UserError((user.isBlank() ? PASSWORD : USER) + " is given without "
                    + (user.isBlank() ? USER : PASSWORD) + ". Give both.");
        }
        if (!user.isBlank()) {
            return new OciCredentials(user.strip(), password.strip());
        }
        String folder = variables.get(FOLDER);
        Path file =
                (folder == null || folder.isBlank() ? home.resolve(".docker") : Path.of(folder)).resolve("config.json");
        return Files.exists(file) ? ofLogin(file, registry) : null;
    }

    private static OciCredentials ofLogin(Path file, String registry) throws IOException {
        JsonNode config = Json.readTree(file);
        JsonNode login = config.path("auths").path(registry);
        String pair = login.path("auth").asText("");
        if (!pair.isEmpty()) {
            return decoded(file, registry, pair);
        }
        if (login.hasNonNull("username") && login.hasNonNull("password")) {
            return new OciCredentials(
                    login.get("username").asText(), login.get("password").asText());
        }
        boolean helped = config.path("credHelpers").hasNonNull(registry)
                || config.hasNonNull("credsStore") && config.path("auths").has(registry);
        if (helped) {
            throw new UserError(
                    file + ": the login of " + registry + " is kept by a program (credsStore or credHelpers), which is"
                            + " not asked. Set " + USER + " and " + PASSWORD + ".");
        }
        return null;
    }

    private static OciCredentials decoded(Path file, String registry, String pair) {
        try {
            String both = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            if (colon > 0) {
                return new OciCredentials(both.substring(0, colon), both.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same sentence: what is no Base64 is no login either.
        }
        throw new UserError(file + ": auth of " + registry + " is no Base64 of USER:PASSWORD. Log in again.");
    }

    /** The header that says so to a registry. */
    String basic() {
        return Authorization.basic(user, password);
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
