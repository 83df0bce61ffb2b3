package io.jenkins.plugins.mlpipeline.engine.verification.http;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * Questions to one server: each is waited for as long as more of its answer comes, and what keeps an answer away is one sentence.
 */
public final class Exchange {
    /** A transfer may take so many times as long as an answer, however steadily it trickles. */
    private static final int MOST_STEPS = 60;

    private final String server;
    private final HttpClient http;
    private final Duration patience;
    private final Duration most;

    /**
     * Questions to a server.
     *
     * @param server what people call it; begins messages
     * @param http carries proxy and TLS settings, and follows no redirects
     * @param patience how long one answer may take, and a transfer of a file may stand still
     */
    public Exchange(String server, HttpClient http, Duration patience) {
        this(server, http, patience, patience.multipliedBy(MOST_STEPS));
    }

    /** @param most how long a transfer may take, however steadily it trickles */
    Exchange(String server, HttpClient http, Duration patience, Duration most) {
        this.server = server;
        this.http = http;
        this.patience = patience;
        this.most = most;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param request its own timeout wins over the patience
     * @param received counts what came of the body, where somebody counts it
     * @throws UserError when there is no answer, or it takes sixty times the patience although more of it comes
     * @throws InterruptedIOException when the thread is interrupted; then the question is given up
     */
    public <T> HttpResponse<T> ask(HttpRequest request, HttpResponse.BodyHandler<T> body, AtomicLong received)
            throws IOException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        Duration step = request.timeout().orElse(patience);
        long begun = System.nanoTime();
        long seen = -1;
        while (true) {
            Duration left = most.minusNanos(System.nanoTime() - begun);
            boolean isLast = left.compareTo(step) <= 0;
            try {
                return answer.get(Math.max(1, (isLast ? left : step).toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = received.get();
                if (now > seen && !isLast) {
                    seen = now;
                    continue;
                }
                answer.cancel(true);
                throw isLast && now > 0 ? slow(e) : silent(e);
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("asking " + server + " was interrupted");
            } catch (ExecutionException e) {
                throw lost(e.getCause());
            }
        }
    }

    private UserError slow(Exception e) {
        return new UserError(
                server + " did not send all of it within " + most.toSeconds()
                        + " s. Try again, or look whether it is well.",
                e);
    }

    private UserError silent(Exception e) {
        return new UserError(
                server + " did not answer within " + patience.toSeconds()
                        + " s. Try again, or look whether it is well.",
                e);
    }

    private UserError lost(Throwable cause) {
        if (cause instanceof HttpTimeoutException timeout) {
            return silent(timeout);
        }
        if (cause instanceof FileSystemException file) {
            return new UserError(FileProblems.failed(file), cause);
        }
        if (cause instanceof UncheckedIOException file) {
            return new UserError(FileProblems.failed(file.getCause()), cause);
        }
        if (cause instanceof SSLException) {
            return new UserError(
                    server + " can't be trusted: " + PlainText.line(String.valueOf(cause.getMessage()))
                            + ". Give the certificate of its authority.",
                    cause);
        }
        String why = cause instanceof ConnectException || cause.getMessage() == null
                ? "there is no connection"
                : cause.getMessage();
        return new UserError(
                server + " can't be reached: " + PlainText.line(why) + ". Check its address, and whether it runs.",
                cause);
    }
}
