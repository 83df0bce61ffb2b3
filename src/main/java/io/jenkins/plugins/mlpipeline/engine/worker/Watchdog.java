package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.worker.WorkerResult.Status;

/** Ends the worker when its time is over, also while a native library computes. */
final class Watchdog {
    private Watchdog() {}

    /** @param seconds the time that the work is given; 0 for no limit */
    static void start(long seconds, WorkerMain.Ending ending) {
        if (seconds <= 0) {
            return;
        }
        Thread thread = new Thread(() -> watch(seconds, ending), "timeout");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(long seconds, WorkerMain.Ending ending) {
        try {
            Thread.sleep(Math.multiplyExact(seconds, 1000L));
        } catch (InterruptedException e) {
            return;
        }
        ending.with(WorkerResult.not(
                Status.TIMEOUT,
                "The worker did not end within " + seconds + " s (timeout). Allow more time, or give it less to do."));
    }
}
