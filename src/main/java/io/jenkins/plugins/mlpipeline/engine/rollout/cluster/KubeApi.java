package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
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
        MERGE("application/merge-patch+json");

        private final String contentType;

        PatchType(String contentType) {
            this.contentType = contentType;
        }
    }

    private static final int TIMEOUT_SECONDS = 15;
    private static final int NOT_FOUND = 404;
    /** The client would try ten times, for over a minute: the rollout's own loop knows better how long to go on. */
    private static final int RETRIES = 2;

    private final HttpClient http;
    private final HttpClient once;
    private final String server;
    private volatile Instant serverTime;

    public KubeApi(KubernetesClient client) {
        this.server = client.getConfiguration().getMasterUrl().replaceAll("/+$", "");
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

    /** The API server's time in its last answer, in whole seconds; our own before the first. */
    public Instant serverTime() {
        Instant time = serverTime;
        return time == null ? Instant.now() : time;
    }

    public JsonNode get(String path, Map<String, String> query) {
        return Json.parse(text(path, query), JsonNode.class, path);
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

    /** A body as it is, for logs. */
    public String text(String path, Map<String, String> query) {
        return send(http, request(path, query).build());
    }

    /**
     * A PATCH; the answer is the object as it is then, or would be in a dry run. It is sent once: whoever gets no answer
     * looks first whether it was made.
     */
    public JsonNode patch(String path, PatchType type, Map<String, String> query, JsonNode body) {
        if (query.containsKey("dryRun")) {
            HttpRequest request = request(path, query)
                    .method("PATCH", type.contentType, body.toString())
                    .build();
            return Json.parse(send(http, request), JsonNode.class, path);
        }
        // OkHttp sends a text again by itself when the connection breaks; a stream is used up.
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request(path, query)
                .method("PATCH", type.contentType, new ByteArrayInputStream(bytes), bytes.length)
                .build();
        return Json.parse(send(once, request), JsonNode.class, path);
    }

    public void delete(String path) {
        send(
                once,
                request(path, Map.of())
                        .method("DELETE", "application/json", "{}")
                        .build());
    }

    /** A watch; see {@link Doorbell}. */
    public Doorbell watch(String path, Map<String, String> query, Runnable ring) {
        return new Doorbell(http, request(path, query).forStreaming().build(), ring);
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.newHttpRequestBuilder().uri(server + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private String send(HttpClient client, HttpRequest request) {
        var answer = client.sendAsync(request, byte[].class);
        try {
            HttpResponse<byte[]> response = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            readTime(response);
            String body = response.body() == null ? "" : new String(response.body(), StandardCharsets.UTF_8);
            if (!response.isSuccessful()) {
                throw error(response.code(), body);
            }
            return body;
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

    private static ApiError error(int code, String body) {
        try {
            JsonNode status = Json.parse(body, JsonNode.class, "status");
            List<ApiError.Cause> causes = new ArrayList<>();
            for (JsonNode cause : status.path("details").path("causes")) {
                causes.add(new ApiError.Cause(
                        cause.path("reason").asText(),
                        cause.path("field").asText(),
                        cause.path("message").asText()));
            }
            String message = status.path("message").asText("HTTP " + code);
            return new ApiError(code, status.path("reason").asText(), message, causes);
        } catch (UserError notJson) {
            String line = body.lines().findFirst().orElse("");
            return new ApiError(code, "", "HTTP " + code + (line.isEmpty() ? "" : ": " + line), List.of());
        }
    }
}
