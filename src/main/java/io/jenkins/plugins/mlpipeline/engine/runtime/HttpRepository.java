package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A Maven repository that an administrator named, read over HTTP.
 *
 * @param root its address
 * @param client carries proxy settings
 */
public record HttpRepository(URI root, HttpClient client) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int OK = 200;

    /**
     * Fetches a jar into a store.
     *
     * @throws UserError when it cannot be had, or is not the right one
     */
    public Path fetch(Artifact artifact, JarStore store) throws IOException, InterruptedException {
        String base = root.toString();
        URI address = URI.create(base + (base.endsWith("/") ? "" : "/") + artifact.repositoryPath());
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new UserError(address + " did not answer (" + reason + "). " + wayOut(), e);
        }
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw new UserError(address + " answered with status " + answer.statusCode() + ". " + wayOut());
            }
            return store.put(artifact.fileName(), artifact.sha256(), body, address.toString());
        }
    }

    private static String wayOut() {
        return "Check the repository in the configuration of ML Pipeline, or name a folder with the libraries.";
    }
}
