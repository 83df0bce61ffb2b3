package io.jenkins.plugins.mlpipeline.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that is done beside the caller's: in another thread where two are allowed, else when its result is asked for.
 *
 * @param <T> what comes of it
 */
public final class Aside<T> {
    private final FutureTask<T> task;

    private Aside(FutureTask<T> task) {
        this.task = task;
    }

    /**
     * Begins some work.
     *
     * @param threads how many may be busy, the caller's included
     */
    public static <T> Aside<T> begin(int threads, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        if (threads > 1) {
            Thread thread = new Thread(task, "ml-pipeline-aside");
            thread.setDaemon(true);
            thread.start();
        }
        return new Aside<>(task);
    }

    /** The result; throws what the work threw. */
    public T get() {
        // Does nothing when a thread has begun it.
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
