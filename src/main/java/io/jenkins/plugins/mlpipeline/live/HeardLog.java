package io.jenkins.plugins.mlpipeline.live;

import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerProgress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A build's log that is listened to while it is written. Every byte goes on as it came; of a long line nothing is kept. */
final class HeardLog implements TaskListener {
    private static final long serialVersionUID = 1L;

    private final TaskListener log;
    private final transient RunningStep step;
    private transient PrintStream logger;

    HeardLog(TaskListener log, RunningStep step) {
        this.log = log;
        this.step = step;
    }

    @Override
    public synchronized PrintStream getLogger() {
        if (logger == null) {
            logger = new PrintStream(new Tap(log.getLogger(), step), false, StandardCharsets.UTF_8);
        }
        return logger;
    }

    /** Elsewhere nobody listens: there it is the log itself. */
    private Object writeReplace() {
        return log;
    }

    /** Passes bytes on, and reads short lines. */
    private static final class Tap extends OutputStream {
        private final PrintStream out;
        private final RunningStep step;
        private final byte[] line = new byte[WorkerProgress.MOST_CHARACTERS];
        private int length;

        Tap(PrintStream out, RunningStep step) {
            this.out = out;
            this.step = step;
        }

        @Override
        public void write(int b) {
            read((byte) b);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
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
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            // The log is closed by whoever opened it.
            out.flush();
        }
    }
}
