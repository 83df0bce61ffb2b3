package io.jenkins.plugins.mlpipeline.engine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an interrupt of the thread that works, and gives it some seconds to say how far it came.
 * Java alone would end the process in the middle of a sentence.
 */
final class Signals {
    private static final long SECONDS = 10;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Signals(Thread worker) {
        hook = new Thread(() -> end(worker), "ml-pipeline: a signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Until it is {@link #over}, a signal interrupts this thread. */
    static Signals ofThisThread() {
        return new Signals(Thread.currentThread());
    }

    private void end(Thread worker) {
        worker.interrupt();
        try {
            if (!done.await(SECONDS, TimeUnit.SECONDS)) {
                System.err.println("error: stopped, and what it did could not be written within " + SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is done: a process that is ending may end. */
    void over() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs: it is what this waits for.
        }
    }
}
