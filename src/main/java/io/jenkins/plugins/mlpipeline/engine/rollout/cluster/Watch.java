package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A watch that only says "look again": what is there is always read by GET.
 *
 * <p>So there is no cache that could lag, a watch that expires (410) or breaks loses nothing, and a resumed rollout needs
 * no resourceVersion. When it ends for any reason it is {@link #silent} and is opened again with the next look; meanwhile
 * the looks come at their own pace.
 */
public final class Watch implements AutoCloseable {
    private final CompletableFuture<HttpResponse<AsyncBody>> answer;
    private volatile AsyncBody body;
    private volatile boolean silent;
    private volatile boolean closed;

    Watch(HttpClient http, HttpRequest request, Runnable ring) {
        answer = http.consumeBytes(request, (List<ByteBuffer> bytes, AsyncBody stream) -> {
            ring.run();
            if (!closed) {
                stream.consume();
            }
        });
        answer.whenComplete((response, failure) -> opened(response, failure, ring));
    }

    private void opened(HttpResponse<AsyncBody> response, Throwable failure, Runnable ring) {
        if (failure != null || closed || !response.isSuccessful()) {
            silent = true;
            if (response != null) {
                response.body().cancel();
            }
            return;
        }
        body = response.body();
        body.done().whenComplete((done, broken) -> {
            silent = true;
            if (!closed) {
                ring.run();
            }
        });
        body.consume();
    }

    /** Whether it will ring no more. */
    public boolean silent() {
        return silent;
    }

    @Override
    public void close() {
        closed = true;
        silent = true;
        answer.cancel(true);
        AsyncBody open = body;
        if (open != null) {
            open.cancel();
        }
    }
}
