package io.jenkins.plugins.mlpipeline.engine.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress of long work on standard error: on a terminal one line that is drawn over, elsewhere a line at each tenth, so
 * that logs stay short.
 */
final class ProgressBar {
    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final int LINES = 10;

    private final PrintWriter out;
    private final boolean quiet;
    private final boolean terminal;
    private String phase = "";
    private long start;
    private long lastDrawn;
    private int lastTenth = -1;
    private int lastLength;

    ProgressBar(PrintWriter out, boolean quiet, boolean terminal) {
        this.out = out;
        this.quiet = quiet;
        this.terminal = terminal;
    }

    /**
     * Shows where the work is.
     *
     * @param what the phase, for example {@code epoch}
     * @param done units done
     * @param total units in all, or 0 when that is not known
     * @param detail what else to show, for example a loss; may be empty
     */
    void show(String what, long done, long total, String detail) {
        if (quiet) {
            return;
        }
        long now = System.nanoTime();
        if (!what.equals(phase)) {
            phase = what;
            start = now;
            lastTenth = -1;
        }
        if (terminal) {
            if (now - lastDrawn >= REDRAW_NANOS || done == total) {
                draw(line(what, done, total, detail, now));
                lastDrawn = now;
            }
        } else if (total > 0) {
            int tenth = (int) (done * LINES / total);
            if (tenth != lastTenth) {
                lastTenth = tenth;
                out.println("  " + text(what, done, total, detail, now));
                out.flush();
            }
        }
    }

    /** Ends the line on a terminal. */
    void end() {
        if (terminal && lastLength > 0) {
            draw("");
            out.print("\r");
            out.flush();
            lastLength = 0;
        }
        lastTenth = -1;
    }

    private void draw(String line) {
        String padding = " ".repeat(Math.max(0, lastLength - line.length()));
        out.print("\r" + line + padding);
        out.flush();
        lastLength = line.length();
    }

    private String line(String what, long done, long total, String detail, long now) {
        if (total <= 0) {
            return text(what, done, total, detail, now);
        }
        int full = (int) (done * WIDTH / total);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + text(what, done, total, detail, now);
    }

    private String text(String what, long done, long total, String detail, long now) {
        String position = total > 0
                ? String.format(Locale.ROOT, "%s %,d of %,d", what, done, total)
                : String.format(Locale.ROOT, "%s %,d", what, done);
        return position + (detail.isEmpty() ? "" : ", " + detail) + left(done, total, now);
    }

    private String left(long done, long total, long now) {
        if (done <= 0 || total <= done) {
            return "";
        }
        Duration left = Duration.ofNanos((long) ((now - start) / (double) done * (total - done)));
        return left.getSeconds() < 1
                ? ""
                : String.format(Locale.ROOT, ", %d:%02d left", left.toMinutes(), left.toSecondsPart());
    }
}
