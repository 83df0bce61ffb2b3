package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.http.CappedBody;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a registry by the OCI distribution protocol. Documents are limited in bytes and time; a redirect is not followed, since
 * credentials would go with it; what the registry says in words of its own is one line.
 */
public final class OciClient {
    /** The media type of a manifest that this code writes. */
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private static final String ANY_MANIFEST = MANIFEST + ", application/vnd.oci.image.index.v1+json,"
            + " application/vnd.docker.distribution.manifest.v2+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json";
    /** Registries take no larger manifests. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TRIES = 3;

    private final OciServer server;
    private final Exchange exchange;
    private final Login login;

    /**
     * A client.
     *
     * @param http carries proxy and TLS settings, and follows no redirects
     * @param patience how long one answer may take
     */
    public OciClient(OciServer server, HttpClient http, Duration patience) {
        this.server = server;
        this.exchange = new Exchange(server.toString(), http, patience);
        this.login = new Login(server, exchange);
    }

    OciServer server() {
        return server;
    }

    /**
     * Whether the registry answers as one does, and lets this user in.
     *
     * @throws UserError when it does not
     */
    public void probe() throws IOException {
        HttpResponse<CappedBody.Read> answer = ask("", "", "its address", "", request -> request.GET());
        require(answer, "its address", OK);
    }

    /**
     * A manifest.
     *
     * @param reference a tag or a digest
     * @return empty when the registry has none of that name
     * @throws UserError when the registry can't be asked, or the bytes are not those of the digest
     */
    Optional<JsonNode> manifest(String repository, String reference) throws IOException {
        String what = repository + (Digest.isDigest(reference) ? "@" : ":") + reference;
        HttpResponse<CappedBody.Read> answer = ask(
                repository,
                "pull",
                what,
                "/manifests/" + reference,
                request -> request.header("Accept", ANY_MANIFEST).GET());
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        require(answer, what, OK);
        byte[] bytes = answer.body().bytes();
        if (answer.body().cut()) {
            throw new UserError(server + ": the manifest " + what + " is larger than " + (MOST_BYTES >> 20)
                    + " MiB, and was not read.");
        }
        if (Digest.isDigest(reference) && !Digest.ofBytes(bytes).equals(reference)) {
            throw new UserError(server + ": what it sends for " + what + " is " + Digest.ofBytes(bytes)
                    + ". Somebody or something changed it; nothing was done.");
        }
        return Optional.of(Json.lenientTree(bytes, "a manifest", new Budget(TextLimits.ANSWER))
                .orElseThrow(() -> new UserError(server + ": the manifest " + what + " is no JSON.")));
    }

    /** Puts a manifest under a tag. */
    void putManifest(String repository, String tag, byte[] manifest) throws IOException {
        String what = repository + ":" + tag;
        HttpResponse<CappedBody.Read> answer = ask(
                repository,
                "pull,push",
                what,
                "/manifests/" + tag,
                request -> request.header("Content-Type", MANIFEST).PUT(BodyPublishers.ofByteArray(manifest)));
        require(answer, what, CREATED);
    }

    /** Puts bytes into a repository, known by their digest. */
    void putBlob(String repository, byte[] bytes) throws IOException {
        String digest = Digest.ofBytes(bytes);
        String what = repository + "@" + digest;
        HttpResponse<CappedBody.Read> begun =
                ask(repository, "pull,push", what, "/blobs/uploads/", request -> request.POST(BodyPublishers.noBody()));
        require(begun, what, ACCEPTED);
        URI place = place(begun, what);
        URI whole = URI.create(place + (place.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
        HttpResponse<CappedBody.Read> put = ask(
                repository,
                "pull,push",
                what,
                whole,
                request -> request.header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(bytes)));
        require(put, what, CREATED);
    }

    /** Where the registry wants the bytes: at itself, and nowhere else. */
    private URI place(HttpResponse<?> begun, String what) {
        String location = begun.headers().firstValue("Location").orElse("");
        try {
            URI place = server.address().resolve(location);
            boolean own = server.registry().equals(place.getRawAuthority()) && place.getRawFragment() == null;
            if (own && !location.isEmpty()) {
                return URI.create(server.address()
                        + place.getRawPath()
                        + (place.getRawQuery() == null ? "" : "?" + place.getRawQuery()));
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same sentence: it is no address.
        }
        throw new UserError(server + " wants the bytes of " + what + " at " + PlainText.line(location)
                + ", which is not at itself. They, and the credentials, are not sent there.");
    }

    /** Adds what is asked to a request. */
    private interface Question {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private HttpResponse<CappedBody.Read> ask(
            String repository, String actions, String what, String path, Question question) throws IOException {
        URI address = URI.create(server.address() + "/v2/" + repository + path);
        return ask(repository, actions, what, address, question);
    }

    private HttpResponse<CappedBody.Read> ask(
            String repository, String actions, String what, URI address, Question question) throws IOException {
        String scope = repository.isEmpty() ? "" : "repository:" + repository + ":" + actions;
        HttpResponse<CappedBody.Read> answer = null;
        for (int tried = 0; tried < TRIES; tried++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address);
            if (login.header(scope) != null) {
                request.header("Authorization", login.header(scope));
            }
            answer = exchange.ask(question.of(request).build(), CappedBody.handler(MOST_BYTES), new AtomicLong());
            String wanted = answer.headers().firstValue("WWW-Authenticate").orElse("");
            if (answer.statusCode() != UNAUTHORIZED || wanted.isEmpty() || !login.answer(scope, wanted)) {
                break;
            }
        }
        if (answer.statusCode() == UNAUTHORIZED || answer.statusCode() == FORBIDDEN) {
            throw new UserError(server + " does not let this user "
                    + (answer.statusCode() == UNAUTHORIZED ? "in" : "do that") + " (" + what + ", status "
                    + answer.statusCode() + "). Check the credentials and what they may do.");
        }
        return answer;
    }

    private void require(HttpResponse<CappedBody.Read> answer, String what, int status) {
        if (answer.statusCode() == status) {
            return;
        }
        JsonNode said = Json.lenientTree(answer.body().bytes(), "an answer", new Budget(TextLimits.ANSWER))
                .orElse(Json.tree(Map.of()));
        String message = said.path("errors").path(0).path("message").asText("");
        throw new UserError(server + " refuses (" + what + ", status " + answer.statusCode() + "): "
                + (message.isEmpty()
                        ? "it gives no reason. Check that a registry is at this address"
                        : PlainText.line(message))
                + ".");
    }
}
