package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads the body of an answer up to a number of bytes, and no further. */
final class ResponseBody {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Void> full = new CompletableFuture<>();

    private ResponseBody(int most) {
        this.most = most;
    }

    /**
     * What was read.
     *
     * @param response status and headers
     * @param text the body, or its beginning
     * @param cut whether there was more
     */
    record Read(HttpResponse<?> response, String text, boolean cut) {}

    /** Sends a request; a cancelled answer is read no further. */
    static CompletableFuture<Read> to(HttpClient client, HttpRequest request, int most) {
        ResponseBody answer = new ResponseBody(most);
        CompletableFuture<HttpResponse<AsyncBody>> begun = client.consumeBytes(request, answer::take);
        CompletableFuture<Read> read = begun.thenCompose(response -> {
            response.body().consume();
            return CompletableFuture.anyOf(response.body().done(), answer.full).thenApply(end -> answer.read(response));
        });
        read.whenComplete(
                (done, failure) -> begun.thenAccept(response -> response.body().cancel()));
        return read;
    }

    private synchronized void take(List<ByteBuffer> buffers, AsyncBody body) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, Math.min(part.length, most + 1 - bytes.size()));
        }
        if (bytes.size() > most) {
            full.complete(null);
        } else {
            body.consume();
        }
    }

    private synchronized Read read(HttpResponse<?> response) {
        boolean cut = bytes.size() > most;
        byte[] whole = bytes.toByteArray();
        return new Read(response, new String(whole, 0, Math.min(whole.length, most), StandardCharsets.UTF_8), cut);
    }
}
