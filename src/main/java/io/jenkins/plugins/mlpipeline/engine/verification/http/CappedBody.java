package io.jenkins.plugins.mlpipeline.engine.verification.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/** Reads a body until it is larger than it may be; then the connection is given up. */
public final class CappedBody implements BodySubscriber<CappedBody.Read> {
    /**
     * What was read.
     *
     * @param bytes at most as many as asked for
     * @param cut whether there was more
     */
    public record Read(byte[] bytes, boolean cut) {}

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Read> whole = new CompletableFuture<>();
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();

    private CappedBody(int most) {
        this.most = most;
    }

    /**
     * Reads a body.
     *
     * @param most how many bytes of it at most
     */
    public static HttpResponse.BodyHandler<Read> handler(int most) {
        return head -> new CappedBody(most);
    }

    @Override
    public CompletionStage<Read> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.set(given);
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int length = Math.min(buffer.remaining(), most - bytes.size());
            byte[] part = new byte[length];
            buffer.get(part);
            bytes.write(part, 0, length);
            if (buffer.hasRemaining()) {
                subscription.get().cancel();
                whole.complete(new Read(bytes.toByteArray(), true));
                return;
            }
        }
    }

    @Override
    public void onError(Throwable problem) {
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        whole.complete(new Read(bytes.toByteArray(), false));
    }
}
