package io.jenkins.plugins.mlpipeline.engine.training.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Does independent pieces of work on a fixed number of threads. */
final class Parallel {
    private Parallel() {}

    /**
     * The results of {@code work} for 0 to {@code count} - 1, in that order whatever the threads do.
     *
     * @param done hears, from the calling thread, how many are complete
     */
    static <T> List<T> map(int count, int threads, IntFunction<T> work, IntConsumer done) {
        List<T> results = new ArrayList<>(count);
        if (threads == 1) {
            for (int i = 0; i < count; i++) {
                results.add(work.apply(i));
                done.accept(i + 1);
            }
            return results;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "training");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<T>> pending = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int at = i;
                Callable<T> piece = () -> work.apply(at);
                pending.add(pool.submit(piece));
            }
            for (Future<T> future : pending) {
                results.add(future.get());
                done.accept(results.size());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
