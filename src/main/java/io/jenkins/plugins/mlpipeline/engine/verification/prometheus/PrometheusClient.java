package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.http.CappedBody;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Refused;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Unreachable;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks instant queries. An answer is limited in bytes and in time from the first byte sent to the last one read; a redirect
 * is not followed, since credentials would go with it.
 */
public final class PrometheusClient implements Prometheus {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_REQUEST = 400;
    private static final int OK = 200;

    private final PrometheusServer server;
    private final HttpClient http;
    private final Duration patience;

    /**
     * A client.
     *
     * @param http carries proxy and TLS settings, and follows no redirects
     * @param patience how long one answer may take
     */
    public PrometheusClient(PrometheusServer server, HttpClient http, Duration patience) {
        this.server = server;
        this.http = http;
        this.patience = patience;
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Reply ask(String query, Instant at) throws InterruptedException {
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time="
                + at.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", at.toEpochMilli() % 1000) + "&timeout="
                + patience.toSeconds() + "s";
        URI address = server.endpoint("/api/v1/query");
        HttpRequest post = request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        Answer answer = send(post);
        if (answer.status == METHOD_NOT_ALLOWED) {
            answer = send(request(URI.create(address + "?" + form)).GET().build());
        }
        return answer.problem != null ? answer.problem : understood(answer);
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        server.headers().forEach(request::header);
        return request;
    }

    /** A status with a body, or why there is none. */
    private record Answer(int status, CappedBody.Read body, Reply problem) {}

    private Answer send(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<CappedBody.Read>> answer =
                http.sendAsync(request, CappedBody.handler(AnswerReader.MOST_BYTES));
        try {
            HttpResponse<CappedBody.Read> got = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(got.statusCode(), got.body(), null);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Answer(0, null, silent());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return new Answer(0, null, lost(e.getCause()));
        }
    }

    private Reply silent() {
        return new Unreachable(server + " did not answer within " + patience.toSeconds() + " s");
    }

    private Reply lost(Throwable cause) {
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return silent();
        }
        if (cause instanceof SSLException) {
            return new Refused(server + " can't be trusted: " + PlainText.line(String.valueOf(cause.getMessage()))
                    + "; give the certificate of its authority");
        }
        String why = cause instanceof ConnectException || cause.getMessage() == null
                ? "there is no connection"
                : cause.getMessage();
        return new Unreachable(server + " can't be reached: " + PlainText.line(why));
    }

    private Reply understood(Answer answer) {
        int status = answer.status;
        if (answer.body.cut()) {
            return new Refused("the answer of " + server + " is larger than " + (AnswerReader.MOST_BYTES >> 20)
                    + " MiB; name fewer series by labels, or judge a recording rule");
        }
        if (status == OK || status == BAD_REQUEST || status == UNPROCESSABLE) {
            return AnswerReader.read(answer.body.bytes());
        }
        if (status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            return new Unreachable(server + " answers with status " + status);
        }
        return switch (status) {
            case 401, 403 -> new Refused(server + " answers with status " + status + "; check its credentials");
            case NOT_FOUND -> new Refused(server + " has no Prometheus API at its address (status 404)");
            default -> new Refused(server + " answers with status " + status);
        };
    }
}
