package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.http.CappedBody;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A served model. Requests carry {@code X-ML-Pipeline-Verify}, so that whoever counts traffic or drift can leave them out.
 *
 * @param address where rows are posted to, as a whole
 * @param headers sent with each request, credentials among them; never shown
 * @param http follows no redirects
 * @param patience how long one answer may take
 */
public record Endpoint(URI address, Map<String, String> headers, HttpClient http, Duration patience) {
    /** The header that tells such requests from traffic. */
    public static final String HEADER = "X-ML-Pipeline-Verify";

    /** The most bytes of an answer that are read, and of a request that are sent. */
    private static final int MOST_BYTES = 16 << 20;

    /** The environment variable that holds a bearer token. */
    public static final String TOKEN = "ML_PIPELINE_ENDPOINT_TOKEN";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;
    private static final int OK = 200;
    private static final int FIRST_CLIENT_ERROR = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** What came of a request. */
    public sealed interface Reply {
        /**
         * JSON.
         *
         * @param again how often it was asked in vain before
         */
        record Answer(JsonNode body, int again) implements Reply {}

        /** The server could not do it, although it is there. */
        record Failed(String reason) implements Reply {}

        /** The request is not what the server wants. */
        record Refused(String reason) implements Reply {}

        /** There is nobody for now. */
        record Unreachable(String reason) implements Reply {}
    }

    /**
     * An address as it is written.
     *
     * @throws UserError when it is none, or has a password in it
     */
    public static URI address(String written) {
        try {
            URI address = new URI(written.strip());
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below; what the exception says would quote it.
        }
        throw new UserError("The address of the endpoint is not understood, or holds a password. Write it whole, for"
                + " example http://fraud.example/v2/models/fraud/infer.");
    }

    /**
     * An endpoint.
     *
     * @param written its address
     * @param authority the file with the certificate of its authority (PEM); null for those that Java trusts
     * @param token a bearer token; null or blank for none
     * @throws UserError when there is no such address or certificate
     */
    public static Endpoint open(String written, Path authority, String token) throws IOException {
        URI address = address(written);
        String certificate;
        try {
            certificate = authority == null ? null : Files.readString(authority);
        } catch (NoSuchFileException e) {
            throw new UserError(authority + ": there is no such file.", e);
        }
        return new Endpoint(
                address,
                token == null || token.isBlank() ? Map.of() : Map.of("Authorization", "Bearer " + token.strip()),
                (certificate == null ? Clients.standard() : Clients.trusting(certificate)).build(),
                PATIENCE);
    }

    /** The address as it may be shown: what stands behind a "?" may be a secret. */
    public String shown() {
        return shown(address);
    }

    /** An address as it may be shown. */
    public static String shown(URI address) {
        String whole = address.toString();
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query) + "?...";
    }

    /** Posts rows; one that is not available is asked again, a few times. */
    public Reply ask(JsonNode body) throws InterruptedException {
        String text = body.toString();
        if (text.length() > MOST_BYTES) {
            return new Reply.Refused("the request would have more than " + (MOST_BYTES >> 20) + " MiB");
        }
        Reply reply = new Reply.Unreachable("it was not asked");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                TimeUnit.SECONDS.sleep(1L << (attempt - 1));
            }
            reply = once(text);
            if (reply instanceof Reply.Answer answer) {
                return new Reply.Answer(answer.body(), attempt);
            }
            if (!(reply instanceof Reply.Unreachable)) {
                return reply;
            }
        }
        return reply;
    }

    /** Posts rows once, whatever comes of it. */
    public Reply askOnce(JsonNode body) throws InterruptedException {
        return once(body.toString());
    }

    /** Posts rows without waiting; whether they were answered with status 200, in time. */
    public CompletableFuture<Boolean> send(JsonNode body) {
        return post(body.toString())
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, problem) -> problem == null && answer.statusCode() == OK);
    }

    private CompletableFuture<HttpResponse<CappedBody.Read>> post(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header(HEADER, "true")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.sendAsync(request.build(), CappedBody.handler(MOST_BYTES));
    }

    private Reply once(String body) throws InterruptedException {
        CompletableFuture<HttpResponse<CappedBody.Read>> answer = post(body);
        try {
            return understood(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.Unreachable("it did not answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof HttpTimeoutException) {
                return new Reply.Unreachable("it did not answer within " + patience.toSeconds() + " s");
            }
            boolean none = cause instanceof ConnectException || cause.getMessage() == null;
            return new Reply.Unreachable(
                    "it can't be reached: " + (none ? "there is no connection" : PlainText.line(cause.getMessage())));
        }
    }

    private static Reply understood(HttpResponse<CappedBody.Read> answer) {
        int status = answer.statusCode();
        String text = new String(answer.body().bytes(), StandardCharsets.UTF_8);
        if (status == TOO_MANY_REQUESTS
                || status == BAD_GATEWAY
                || status == UNAVAILABLE
                || status == GATEWAY_TIMEOUT) {
            return new Reply.Unreachable("it answers with status " + status);
        }
        if (status >= FIRST_SERVER_ERROR) {
            return new Reply.Failed("it answers with status " + status + ServerSays.of(text));
        }
        if (status >= FIRST_CLIENT_ERROR || status != OK) {
            return new Reply.Refused("it answers with status " + status + ServerSays.of(text));
        }
        if (answer.body().cut()) {
            return new Reply.Refused("its answer is larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        try {
            return new Reply.Answer(Json.parse(text, JsonNode.class, "the endpoint's answer"), 0);
        } catch (UserError e) {
            return new Reply.Refused("its answer is no JSON: " + e.getMessage());
        }
    }
}
