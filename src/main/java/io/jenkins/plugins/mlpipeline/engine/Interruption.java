package io.jenkins.plugins.mlpipeline.engine;

import java.util.concurrent.CancellationException;

/** Ends a computation of a thread that was interrupted, as the one of a build that was aborted is. */
public final class Interruption {
    private Interruption() {}

    /**
     * To be asked at the head of each loop over what a document brings along.
     *
     * @throws CancellationException when the thread was interrupted; it stays so
     */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted: what was computed is not used");
        }
    }
}
