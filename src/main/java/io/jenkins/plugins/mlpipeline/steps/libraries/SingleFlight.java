package io.jenkins.plugins.mlpipeline.steps.libraries;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that several builds want done at the same time, and that is done once: whoever comes first does it, the others wait
 * for that result. Nobody waits for work under another name.
 */
final class SingleFlight<T> {
    private final Map<String, FutureTask<T>> running = new ConcurrentHashMap<>();

    /** What is done. */
    interface Work<T> {
        T result() throws IOException, InterruptedException;
    }

    /**
     * The result of work that is begun now or was begun by another thread and has not ended.
     *
     * @param name of the work
     * @throws InterruptedException when the thread that asks was interrupted; another one's end does not end this one's
     */
    T once(String name, Work<T> work) throws IOException, InterruptedException {
        while (true) {
            FutureTask<T> own = new FutureTask<>(work::result);
            FutureTask<T> first = running.putIfAbsent(name, own);
            if (first == null) {
                try {
                    own.run();
                } finally {
                    running.remove(name, own);
                }
            }
            try {
                return (first == null ? own : first).get();
            } catch (ExecutionException e) {
                // Whoever did the work was aborted: that is no answer for those who waited.
                if (first == null || !(e.getCause() instanceof InterruptedException)) {
                    throw thrown(e.getCause());
                }
            }
        }
    }

    private static IOException thrown(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof RuntimeException problem) {
            throw problem;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException problem ? problem : new IOException(cause);
    }
}
