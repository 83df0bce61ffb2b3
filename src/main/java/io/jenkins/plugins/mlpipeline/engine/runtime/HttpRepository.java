package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/**
 * A Maven repository that an administrator named, read over HTTP.
 *
 * @param root its address
 * @param client carries proxy settings
 * @param patience how long it may take
 */
public record HttpRepository(URI root, HttpClient client, RepositoryTimeouts patience) {
    private static final int OK = 200;

    /** One that may take the ordinary time. */
    public HttpRepository(URI root, HttpClient client) {
        this(root, client, RepositoryTimeouts.ORDINARY);
    }

    /**
     * Fetches a jar into a store; at most as many bytes are read as it has. It takes as long as the repository does, so no
     * lock should be held meanwhile that others wait for.
     *
     * @throws UserError when it cannot be had in time, or is not the right one
     * @throws InterruptedException also while the jar is read
     */
    public Path fetch(Artifact artifact, JarStore store) throws IOException, InterruptedException {
        String base = root.toString();
        URI address = URI.create(base + (base.endsWith("/") ? "" : "/") + artifact.repositoryPath());
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(patience.answer()).build();
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
            return receive(artifact, store, body, address);
        }
    }

    private Path receive(Artifact artifact, JarStore store, InputStream body, URI address)
            throws IOException, InterruptedException {
        PatientStream patient = new PatientStream(body, patience);
        try (patient) {
            return store.put(artifact, patient, address.toString());
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            InterruptedException aborted = new InterruptedException(e.getMessage());
            aborted.initCause(e);
            throw aborted;
        } catch (IOException e) {
            if (e != patient.lost()) {
                throw e;
            }
            throw new UserError(address + " broke off: " + e.getMessage() + ". " + wayOut(), e);
        }
    }

    private static String wayOut() {
        return "Check the repository in the configuration of ML Pipeline, or name a folder with the libraries.";
    }
}
