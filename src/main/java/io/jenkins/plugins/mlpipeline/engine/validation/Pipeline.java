package io.jenkins.plugins.mlpipeline.engine.validation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Fills batches in one thread while another uses them; a fixed number of batches goes round, so that the faster side
 * waits.
 *
 * @param <B> what a batch is
 */
final class Pipeline<B> {
    /** One being filled, one waiting, one in use. */
    private static final int BATCHES = 3;

    /** Fills a batch. */
    @FunctionalInterface
    interface Filler<B> {
        /** Takes rows until the batch is full or there are no more; false when it got none. */
        boolean fill(B batch) throws IOException;
    }

    /** Uses a full batch. */
    @FunctionalInterface
    interface User<B> {
        void use(B batch) throws IOException;
    }

    private record Item<B>(B batch, Throwable failure) {}

    private final BlockingQueue<B> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Item<B>> filled = new ArrayBlockingQueue<>(BATCHES + 1);
    private final Filler<B> filler;

    private Pipeline(Filler<B> filler) {
        this.filler = filler;
    }

    /**
     * Runs until there are no more rows. What either side throws is thrown here, once both have stopped.
     *
     * @param beside whether filling has a thread of its own; else both take turns in the caller's
     * @param batches makes a batch
     * @throws InterruptedIOException when the calling thread is interrupted
     */
    static <B> void run(boolean beside, Supplier<B> batches, Filler<B> filler, User<B> user) throws IOException {
        if (!beside) {
            B batch = batches.get();
            while (filler.fill(batch)) {
                user.use(batch);
            }
            return;
        }
        Pipeline<B> pipeline = new Pipeline<>(filler);
        for (int i = 0; i < BATCHES; i++) {
            pipeline.free.add(batches.get());
        }
        Thread reader = new Thread(pipeline::fill, "ml-pipeline-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            pipeline.use(user);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the validation was interrupted").initCause(e);
        } finally {
            stop(reader);
        }
    }

    private void fill() {
        try {
            while (true) {
                B batch = free.take();
                if (!filler.fill(batch)) {
                    filled.put(new Item<>(null, null));
                    return;
                }
                filled.put(new Item<>(batch, null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            filled.add(new Item<>(null, e));
        }
    }

    private void use(User<B> user) throws IOException, InterruptedException {
        while (true) {
            Item<B> item = filled.take();
            if (item.failure() != null) {
                rethrow(item.failure());
            }
            if (item.batch() == null) {
                return;
            }
            user.use(item.batch());
            free.put(item.batch());
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) failure;
    }

    /** Waits for the reader, so that nobody reads from what the caller closes next. */
    private static void stop(Thread reader) {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
