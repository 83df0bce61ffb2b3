package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.secret.SecretValues;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The few requests that a rollout makes. Every method throws {@link ApiError} when the server refuses or doesn't answer.
 *
 * <p>The client belongs to the caller, who closes it.
 */
public final class KubeApi {
    /** What the body of a PATCH is. */
    public enum PatchType {
        APPLY("application/apply-patch+yaml"),
        STRATEGIC("application/strategic-merge-patch+json"),
        MERGE("application/merge-patch+json"),
        JSON("application/json-patch+json");

        private final String contentType;

        PatchType(String contentType) {
            this.contentType = contentType;
        }
    }

    private static final int TIMEOUT_SECONDS = 15;
    private static final int NOT_FOUND = 404;
    /** No list of ours is larger; a server that goes on sending is not waited for. */
    private static final int MOST_BYTES = 64 << 20;
    /** The client would try ten times, for over a minute: the rollout's own loop knows better how long to go on. */
    private static final int RETRIES = 2;

    private final HttpClient http;
    private final HttpClient once;
    private final String server;
    private final SecretValues secrets = new SecretValues();
    private final ServerWords words = new ServerWords(secrets);
    private volatile Instant serverTime;

    public KubeApi(KubernetesClient client) {
        this.server = client.getConfiguration().getMasterUrl().replaceAll("(?<!/)/++$", "");
        this.http = http(client, RETRIES);
        this.once = http(client, 0);
    }

    private static HttpClient http(KubernetesClient client, int retries) {
        return client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(retries)
                        .build())
                .build();
    }

    /** The API server's address. */
    public String server() {
        return server;
    }

    /** Values that no message quotes; every Secret that is sent or read through here is in it. */
    public SecretValues secrets() {
        return secrets;
    }

    /** The API server's time in its last answer, in whole seconds; our own before the first. */
    public Instant serverTime() {
        Instant time = serverTime;
        return time == null ? Instant.now() : time;
    }

    public JsonNode get(String path, Map<String, String> query) {
        return object(http, request(path, query).build(), path);
    }

    /** The object, or empty when there is none. */
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path, Map.of()));
        } catch (ApiError e) {
            if (e.code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The items of a collection. */
    public List<JsonNode> list(String path, Map<String, String> query) {
        List<JsonNode> items = new ArrayList<>();
        get(path, query).path("items").forEach(items::add);
        return items;
    }

    /**
     * A body as it is, for logs.
     *
     * @param mostBytes what comes after so many is not read
     */
    public String text(String path, Map<String, String> query, int mostBytes) {
        return words.text(
                send(http, request(path, query).build(), mostBytes, path).text());
    }

    /**
     * A PATCH; the answer is the object as it is then, or would be in a dry run. It is sent once: whoever gets no answer
     * looks first whether it was made.
     */
    public JsonNode patch(String path, PatchType type, Map<String, String> query, JsonNode body) {
        secrets.learn(body);
        if (query.containsKey("dryRun")) {
            HttpRequest request = request(path, query)
                    .method("PATCH", type.contentType, body.toString())
                    .build();
            return object(http, request, path);
        }
        // OkHttp sends a text again by itself when the connection breaks; a stream is used up.
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request(path, query)
                .method("PATCH", type.contentType, new ByteArrayInputStream(bytes), bytes.length)
                .build();
        return object(once, request, path);
    }

    /**
     * Makes an object.
     *
     * @param path of the collection
     * @throws ApiError 409 when there is one of that name
     */
    public JsonNode create(String path, String fieldManager, JsonNode body) {
        secrets.learn(body);
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request(path, Map.of("fieldManager", fieldManager))
                .method("POST", "application/json", new ByteArrayInputStream(bytes), bytes.length)
                .build();
        return object(once, request, path);
    }

    public void delete(String path) {
        delete(path, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Deletes the object only as it was read.
     *
     * @param metadata of the object; uid and resourceVersion count where it has them
     */
    public void delete(String path, JsonNode metadata) {
        delete(path, metadata, Map.of());
    }

    /** Asks whether {@link #delete(String, JsonNode)} would be done; nothing is. */
    public void wouldDelete(String path, JsonNode metadata) {
        delete(path, metadata, Map.of("dryRun", "All"));
    }

    private void delete(String path, JsonNode metadata, Map<String, String> query) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions");
        for (String field : List.of("uid", "resourceVersion")) {
            if (metadata.has(field)) {
                options.withObject("/preconditions").set(field, metadata.get(field));
            }
        }
        if (query.containsKey("dryRun")) {
            // Where there is a body the server doesn't read the query.
            options.putArray("dryRun").add(query.get("dryRun"));
        }
        send(
                once,
                request(path, query)
                        .method("DELETE", "application/json", options.toString())
                        .build(),
                MOST_BYTES,
                path);
    }

    /** A watch; see {@link Watch}. */
    public Watch watch(String path, Map<String, String> query, Runnable ring) {
        return new Watch(http, request(path, query).forStreaming().build(), ring);
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.newHttpRequestBuilder().uri(server + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private JsonNode object(HttpClient client, HttpRequest request, String path) {
        ResponseBody.Read read = send(client, request, MOST_BYTES, path);
        if (read.cut()) {
            throw new ApiError(
                    "the API server's answer for " + path + " is larger than " + (MOST_BYTES >> 20) + " MiB", null);
        }
        try {
            return words.read(Json.parse(read.text(), JsonNode.class, path));
        } catch (UserError e) {
            // What the parser says of it would quote it.
            throw new ApiError("the API server's answer for " + path + " is no JSON", null);
        }
    }

    private ResponseBody.Read send(HttpClient client, HttpRequest request, int mostBytes, String path) {
        var answer = ResponseBody.to(client, request, mostBytes);
        try {
            ResponseBody.Read read = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            readTime(read.response());
            if (!read.response().isSuccessful()) {
                throw words.refusal(read.response().code(), read.text(), ofSecrets(path));
            }
            return read;
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ApiError("interrupted while waiting for the API server", e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ApiError("no answer from the API server " + server + " for " + TIMEOUT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new ApiError("the API server " + server + " can't be reached: " + said, cause);
        }
    }

    private static boolean ofSecrets(String path) {
        return path.endsWith("/secrets") || path.contains("/secrets/");
    }

    private void readTime(HttpResponse<?> response) {
        List<String> dates = response.headers("Date");
        if (!dates.isEmpty()) {
            try {
                serverTime = ZonedDateTime.parse(dates.get(0), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeParseException e) {
                serverTime = Instant.now();
            }
        }
    }
}
