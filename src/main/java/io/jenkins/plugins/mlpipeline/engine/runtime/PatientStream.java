package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stream from a network that is closed when it is silent or slow for too long, or when its reader is interrupted: a request's
 * own time limit ends with the head of the answer.
 */
final class PatientStream extends FilterInputStream {
    private static final long LOOK_MILLIS = 50;

    private final RepositoryTimeouts patience;
    private final Thread reader = Thread.currentThread();
    private final long began = System.nanoTime();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ml-pipeline-download");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long heard = began;
    private volatile IOException lost;

    /** To be read by the thread that makes it. */
    PatientStream(InputStream from, RepositoryTimeouts patience) {
        super(from);
        this.patience = patience;
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Why the network is not read any more, its own faults included; null while it is. */
    IOException lost() {
        return lost;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int n;
        try {
            n = super.read(into, from, length);
        } catch (IOException e) {
            if (lost == null) {
                lost = e;
            }
            throw lost;
        }
        // Closed by the watch, it may look like its end.
        if (lost != null) {
            throw lost;
        }
        heard = System.nanoTime();
        return n;
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }

    private void look() {
        long now = System.nanoTime();
        if (reader.isInterrupted()) {
            lose(new InterruptedIOException("the build was aborted"));
        } else if (now - began > patience.whole().toNanos()) {
            lose(new IOException("it took more than " + patience.whole().toSeconds() + " s"));
        } else if (now - heard > patience.silence().toNanos()) {
            lose(new IOException("nothing came for " + patience.silence().toSeconds() + " s"));
        }
    }

    private void lose(IOException reason) {
        lost = reason;
        try {
            in.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        watch.shutdown();
    }
}
