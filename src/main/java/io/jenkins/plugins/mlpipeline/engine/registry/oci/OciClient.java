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
import io.jenkins.plugins.mlpipeline.engine.verification.http.ReceivedFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a registry by the OCI distribution protocol. Documents are limited in bytes and time, and come from the registry itself; only
 * bytes that are known by their digest may come from elsewhere. What the registry says in words of its own is one line.
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
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

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
     * @param tree what it says
     * @param digest {@code sha256:<hex>} of its bytes
     */
    record Manifest(JsonNode tree, String digest) {}

    /**
     * A manifest.
     *
     * @param reference a tag or a digest
     * @return empty when the registry has none of that name
     * @throws UserError when the registry can't be asked, or the bytes are not those of the digest
     */
    Optional<Manifest> manifest(String repository, String reference) throws IOException {
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
        JsonNode tree = Json.lenientTree(bytes, "a manifest", new Budget(TextLimits.ANSWER))
                .orElseThrow(() -> new UserError(server + ": the manifest " + what + " is no JSON."));
        return Optional.of(new Manifest(tree, Digest.ofBytes(bytes)));
    }

    /**
     * Brings bytes of a repository here. Where the registry sends for them elsewhere they are asked for there without credentials.
     *
     * @param digest of the bytes, which are compared with it
     * @param file not there yet
     * @param most bytes at most
     * @throws UserError when they can't be had, are more, or are others
     */
    void download(String repository, String digest, Path file, long most) throws IOException {
        String what = repository + "@" + digest;
        AtomicLong received = new AtomicLong();
        HttpResponse.BodyHandler<Object> body = head -> head.statusCode() == OK
                ? HttpResponse.BodySubscribers.mapping(ReceivedFile.into(file, most, received), whole -> whole)
                : HttpResponse.BodySubscribers.mapping(
                        CappedBody.handler(MOST_BYTES).apply(head), read -> read);
        URI address = URI.create(server.address() + "/v2/" + repository + "/blobs/" + digest);
        HttpResponse<Object> answer =
                asked(scope(repository, "pull"), what, address, HttpRequest.Builder::GET, body, received);
        boolean away = false;
        for (int sent = 0; sent < TRIES && REDIRECTS.contains(answer.statusCode()); sent++) {
            address = elsewhere(address, answer, what);
            away = true;
            answer = exchange.ask(HttpRequest.newBuilder(address).GET().build(), body, received);
        }
        if (answer.body() instanceof CappedBody.Read read) {
            // What is said elsewhere is not for whoever may only name the registry.
            throw away
                    ? new UserError(server + " sends for " + what + " elsewhere, and there it can't be had (status "
                            + answer.statusCode() + "). Check the registry's storage.")
                    : refused(what, answer.statusCode(), read);
        }
        if (!Boolean.TRUE.equals(answer.body())) {
            throw new UserError(server + ": " + what + " has more than " + most
                    + " bytes, which is more than the manifest said or than is taken. Nothing of it was used.");
        }
        if (!Digest.ofFile(file).equals(digest)) {
            throw new UserError(server + ": what it sends for " + what + " is " + Digest.ofFile(file)
                    + ". Somebody or something changed it; nothing was done.");
        }
    }

    private URI elsewhere(URI asked, HttpResponse<?> answer, String what) {
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            URI place = asked.resolve(location);
            boolean own = server.registry().equals(place.getRawAuthority())
                    && server.address().getScheme().equals(place.getScheme());
            if (!location.isEmpty() && (own || "https".equals(place.getScheme()) && place.getHost() != null)) {
                return place;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same sentence: it is no address.
        }
        throw new UserError(
                server + " sends for " + what + " to " + PlainText.line(location) + ", which is no address with TLS.");
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
        return asked(
                scope(repository, actions), what, address, question, CappedBody.handler(MOST_BYTES), new AtomicLong());
    }

    private static String scope(String repository, String actions) {
        return repository.isEmpty() ? "" : "repository:" + repository + ":" + actions;
    }

    private <T> HttpResponse<T> asked(
            String scope,
            String what,
            URI address,
            Question question,
            HttpResponse.BodyHandler<T> body,
            AtomicLong received)
            throws IOException {
        HttpResponse<T> answer = null;
        for (int tried = 0; tried < TRIES; tried++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address);
            if (login.header(scope) != null) {
                request.header("Authorization", login.header(scope));
            }
            answer = exchange.ask(question.of(request).build(), body, received);
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
        if (answer.statusCode() != status) {
            throw refused(what, answer.statusCode(), answer.body());
        }
    }

    private UserError refused(String what, int status, CappedBody.Read body) {
        JsonNode said = Json.lenientTree(body.bytes(), "an answer", new Budget(TextLimits.ANSWER))
                .orElse(Json.tree(Map.of()));
        String message = said.path("errors").path(0).path("message").asText("");
        return new UserError(server + " refuses (" + what + ", status " + status + "): "
                + (message.isEmpty()
                        ? "it gives no reason. Check that a registry is at this address"
                        : PlainText.line(message))
                + ".");
    }
}
