package io.jenkins.plugins.mlpipeline.engine.verification.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a body to a file until it is larger than it may be; then the connection is given up. */
public final class ReceivedFile implements BodySubscriber<Boolean> {
    private final Path path;
    private final long most;
    private final AtomicLong received;
    private final FileChannel file;
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private Flow.Subscription subscription;

    private ReceivedFile(Path file, long most, AtomicLong received) throws IOException {
        this.path = file;
        this.most = most;
        this.received = received;
        this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Receives a file.
     *
     * @param file not there yet
     * @param most bytes at most
     * @param received counts them, so that somebody sees whether more come
     * @return false when there were more bytes than that
     */
    public static BodySubscriber<Boolean> into(Path file, long most, AtomicLong received) {
        try {
            return new ReceivedFile(file, most, received);
        } catch (IOException e) {
            return HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.discarding(), ignored -> {
                throw new UncheckedIOException(e);
            });
        }
    }

    @Override
    public CompletionStage<Boolean> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                if (received.addAndGet(buffer.remaining()) > most) {
                    subscription.cancel();
                    end(false);
                    return;
                }
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            onError(ofFile(e));
        }
    }

    /** The disk's problem is not the server's: the system's own words leave out which file it is. */
    private IOException ofFile(IOException e) {
        return e instanceof FileSystemException
                ? e
                : (IOException) new FileSystemException(path.toString(), null, e.getMessage()).initCause(e);
    }

    @Override
    public void onError(Throwable problem) {
        try {
            file.close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        end(true);
    }

    private void end(boolean all) {
        try {
            file.close();
            whole.complete(all);
        } catch (IOException e) {
            whole.completeExceptionally(ofFile(e));
        }
    }
}
