package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks an MLflow server. Each answer is limited in bytes and time; a redirect is not followed, since credentials would go with
 * it; what the server says in words of its own is one line.
 */
public final class MlflowClient {
    /** Of an answer that is a document, in bytes. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_MISTAKE = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** The client sees no progress of what it sends. */
    private static final int UPLOAD_PATIENCE = 60;

    private final MlflowServer server;
    private final Exchange exchange;
    private final Duration patience;

    /**
     * A client.
     *
     * @param http carries proxy and TLS settings, and follows no redirects
     * @param patience how long one answer may take, and a transfer of a file may stand still
     */
    public MlflowClient(MlflowServer server, HttpClient http, Duration patience) {
        this.server = server;
        this.exchange = new Exchange(server.toString(), http, patience);
        this.patience = patience;
    }

    MlflowServer server() {
        return server;
    }

    /**
     * Asks for one registered model, whichever: whether the server answers, knows who asks, and has a registry.
     *
     * @throws UserError when one of these is not so
     */
    public void probe() throws IOException {
        get("registered-models/search", Map.of("max_results", "1"));
    }

    /**
     * Asks an endpoint.
     *
     * @throws MlflowError when the server refuses
     * @throws UserError when it can't be asked
     */
    JsonNode get(String endpoint, Map<String, String> query) throws IOException {
        return document(request(server.api(endpoint, query)).GET().build(), endpoint);
    }

    /** Gives an endpoint something; errors as for {@link #get}. */
    JsonNode post(String endpoint, Object body) throws IOException {
        HttpRequest.BodyPublisher text =
                HttpRequest.BodyPublishers.ofString(Json.tree(body).toString(), StandardCharsets.UTF_8);
        return document(
                request(server.api(endpoint, Map.of()))
                        .header("Content-Type", "application/json")
                        .POST(text)
                        .build(),
                endpoint);
    }

    /** The names in a folder of the store of artifacts; errors as for {@link #get}. */
    JsonNode list(String path) throws IOException {
        return document(request(server.artifacts(path)).GET().build(), path);
    }

    /**
     * Brings a file of the store of artifacts here.
     *
     * @param file not there yet
     * @param most bytes at most
     * @throws MlflowError when the server refuses
     * @throws UserError when it is larger, or the server can't be asked
     */
    void download(String path, Path file, long most) throws IOException {
        AtomicLong received = new AtomicLong();
        HttpResponse.BodyHandler<Object> body = head -> head.statusCode() == FIRST_SUCCESS
                ? HttpResponse.BodySubscribers.mapping(ReceivedFile.into(file, most, received), whole -> whole)
                : HttpResponse.BodySubscribers.mapping(
                        CappedBody.handler(MOST_BYTES).apply(head), read -> read);
        HttpResponse<Object> answer =
                exchange.ask(request(server.artifact(path)).GET().build(), body, received);
        if (answer.body() instanceof CappedBody.Read read) {
            throw refused(path, answer.statusCode(), read);
        }
        if (!Boolean.TRUE.equals(answer.body())) {
            throw new UserError(path + ": " + server + " sends more than " + most
                    + " bytes, which is more than it said or than is taken. Nothing of it was used.");
        }
    }

    /** Puts a file into the store of artifacts; errors as for {@link #download}. */
    void upload(Path file, String path) throws IOException {
        HttpRequest put = request(server.artifact(path))
                .header("Content-Type", "application/octet-stream")
                .timeout(patience.multipliedBy(UPLOAD_PATIENCE))
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        document(put, path);
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(patience).header("Accept", "*/*");
        if (server.authorization() != null) {
            request.header("Authorization", server.authorization());
        }
        return request;
    }

    private JsonNode document(HttpRequest request, String what) throws IOException {
        HttpResponse<CappedBody.Read> answer = exchange.ask(request, CappedBody.handler(MOST_BYTES), new AtomicLong());
        if (answer.statusCode() < FIRST_SUCCESS || answer.statusCode() >= FIRST_REDIRECT) {
            throw refused(what, answer.statusCode(), answer.body());
        }
        if (answer.body().cut()) {
            throw new UserError("the answer of " + server + " about " + what + " is larger than " + (MOST_BYTES >> 20)
                    + " MiB, and was not read.");
        }
        return parsed(answer.body().bytes(), what);
    }

    private JsonNode parsed(byte[] bytes, String what) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            return Json.parse(
                    text.isBlank() ? "{}" : text,
                    JsonNode.class,
                    "the answer of " + server + " about " + what,
                    new Budget(TextLimits.ANSWER));
        } catch (UserError e) {
            throw new UserError(
                    server + " does not answer as an MLflow server does (" + what + "): " + e.getMessage()
                            + " Check the address.",
                    e);
        }
    }

    private UserError refused(String what, int status, CappedBody.Read body) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new UserError(server + " does not let this user " + (status == UNAUTHORIZED ? "in" : "do that")
                    + " (" + what + ", status " + status + "). Check the credentials and what they may do.");
        }
        if (status >= FIRST_REDIRECT && status < FIRST_MISTAKE) {
            return new UserError(server + " answers with a redirect (" + what + ", status " + status
                    + "), which is not followed because the credentials would go with it. Name the address that it leads"
                    + " to.");
        }
        if (status == NOT_FOUND && !new String(body.bytes(), StandardCharsets.UTF_8).contains("error_code")) {
            return new UserError(server + " has no MLflow at its address, or one that is too old (" + what
                    + ", status 404). Check the address: it is what stands before /api/2.0/mlflow.");
        }
        JsonNode said = Json.lenientTree(body.bytes(), "the answer of " + server, new Budget(TextLimits.ANSWER))
                .orElse(Json.tree(Map.of()));
        String code = said.path("error_code").asText("");
        String message = said.path("message").asText("");
        return new MlflowError(
                server + " refuses (" + what + ", status " + status + "): "
                        + (message.isEmpty() ? "it gives no reason" : PlainText.line(message)) + ".",
                code);
    }
}
