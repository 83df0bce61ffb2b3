package io.jenkins.plugins.mlpipeline.live;

import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.log.OutputStreamTaskListener;

/** A build's log that is listened to while it is written. Every byte goes on as it came; of a long line nothing is kept. */
final class HeardLog implements OutputStreamTaskListener {
    private static final long serialVersionUID = 1L;

    private final TaskListener log;
    private final transient RunningStep step;
    private transient Tap tap;
    private transient PrintStream logger;

    HeardLog(TaskListener log, RunningStep step) {
        this.log = log;
        this.step = step;
    }

    /** As the logger, but a failed write is an error here, where a PrintStream keeps it to itself. */
    @Override
    public synchronized OutputStream getOutputStream() {
        if (tap == null) {
            tap = new Tap(OutputStreamTaskListener.getOutputStream(log), step);
        }
        return tap;
    }

    @Override
    public synchronized PrintStream getLogger() {
        if (logger == null) {
            logger = new PrintStream(getOutputStream(), false, StandardCharsets.UTF_8);
        }
        return logger;
    }

    /** Elsewhere nobody listens: there it is the log itself. */
    private Object writeReplace() {
        return log;
    }

    /** Passes bytes on, and reads short lines. */
    private static final class Tap extends OutputStream {
        private final OutputStream out;
        private final RunningStep step;
        private final byte[] line = new byte[WorkerProgress.MOST_CHARACTERS];
        private int length;

        Tap(OutputStream out, RunningStep step) {
            this.out = out;
            this.step = step;
        }

        @Override
        public void write(int b) throws IOException {
            read((byte) b);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            for (int i = offset; i < offset + count; i++) {
                read(bytes[i]);
            }
            out.write(bytes, offset, count);
        }

        /** Lines beyond the room are too long for progress: they are counted to their end and forgotten. */
        private void read(byte b) {
            if (b == '\n') {
                if (length <= line.length) {
                    WorkerProgress.parse(new String(line, 0, length, StandardCharsets.US_ASCII).stripTrailing())
                            .ifPresent(step::heard);
                }
                length = 0;
            } else if (length < line.length) {
                line[length] = b;
                length++;
            } else {
                length = line.length + 1;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            // The log is closed by whoever opened it.
            out.flush();
        }
    }
}
