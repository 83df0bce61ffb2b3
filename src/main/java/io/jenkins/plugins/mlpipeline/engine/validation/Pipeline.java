package io.jenkins.plugins.mlpipeline.engine.validation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Fills batches in one thread, works on several at once in others, and uses them in the caller's, in the order in which
 * they were filled. A fixed number of batches goes round, so that the faster side waits.
 *
 * @param <B> what a batch is
 */
final class Pipeline<B> {
    /** Fills a batch. */
    @FunctionalInterface
    interface Filler<B> {
        /** Takes rows until the batch is full or there are no more; false when it got none. */
        boolean fill(B batch) throws IOException;
    }

    /** Does something with a full batch. */
    @FunctionalInterface
    interface Step<B> {
        void apply(B batch) throws IOException;
    }

    private final BlockingQueue<B> free;
    /** Batches in order, being worked on or done; null in a future is the end. */
    private final BlockingQueue<Future<B>> ordered;

    private final ExecutorService workers;
    private final Filler<B> filler;
    private final Step<B> work;

    private Pipeline(int threads, Supplier<B> batches, Filler<B> filler, Step<B> work) {
        // One in each worker's hands, one waiting for each, one being filled.
        int count = 2 * threads + 1;
        this.free = new ArrayBlockingQueue<>(count);
        this.ordered = new ArrayBlockingQueue<>(count + 1);
        this.workers = Executors.newFixedThreadPool(threads, named("ml-pipeline-predictor"));
        this.filler = filler;
        this.work = work;
        for (int i = 0; i < count; i++) {
            free.add(batches.get());
        }
    }

    /**
     * Runs until there are no more rows. What any of the steps throws is thrown here, once all have stopped.
     *
     * @param threads how many work; with one, everything happens in the caller's thread, in turns
     * @param batches makes a batch
     * @param work may be called by several threads at once, with different batches
     * @throws InterruptedIOException when the calling thread is interrupted
     */
    static <B> void run(int threads, Supplier<B> batches, Filler<B> filler, Step<B> work, Step<B> use)
            throws IOException {
        if (threads == 1) {
            B batch = batches.get();
            while (filler.fill(batch)) {
                work.apply(batch);
                use.apply(batch);
            }
            return;
        }
        Pipeline<B> pipeline = new Pipeline<>(threads, batches, filler, work);
        Thread reader = named("ml-pipeline-reader").newThread(pipeline::fill);
        reader.start();
        try {
            pipeline.use(use);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the validation was interrupted").initCause(e);
        } finally {
            pipeline.stop(reader);
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void fill() {
        try {
            while (true) {
                B batch = free.take();
                if (!filler.fill(batch)) {
                    ordered.put(CompletableFuture.completedFuture(null));
                    return;
                }
                ordered.put(workers.submit(() -> {
                    work.apply(batch);
                    return batch;
                }));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            ordered.add(CompletableFuture.failedFuture(e));
        }
    }

    private void use(Step<B> use) throws IOException, InterruptedException {
        while (true) {
            B batch;
            try {
                batch = ordered.take().get();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
            if (batch == null) {
                return;
            }
            use.apply(batch);
            free.put(batch);
        }
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return (IOException) failure;
    }

    /** Waits for the threads, so that nobody reads from or runs what the caller closes next. */
    private void stop(Thread reader) {
        reader.interrupt();
        boolean interrupted = Thread.interrupted();
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        workers.shutdownNow();
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
