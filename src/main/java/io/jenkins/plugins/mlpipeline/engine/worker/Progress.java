package io.jenkins.plugins.mlpipeline.engine.worker;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress lines, for people in a build log and for programs alike:
 *
 * <pre>[ml-pipeline] fitting 12/100 training_loss=0.3412 validation_loss=0.3601 elapsed=4s left=29s</pre>
 *
 * A line is the mark, the stage, {@code done/total} where the total is known, then {@code name=value} pairs. At most some
 * dozens are printed, however many steps there are.
 */
public final class Progress {
    /** What a line of the worker begins with. */
    public static final String MARK = "[ml-pipeline] ";

    private static final int PARTS = 10;
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SHORTEST_NANOS = Duration.ofMillis(500).toNanos();

    private final PrintStream out;
    private final boolean quiet;
    private final LongSupplier clock;
    private String stage = "";
    private long stageStart;
    private long lastPrinted;
    private int lastPart;

    Progress(PrintStream out, boolean quiet, LongSupplier nanoClock) {
        this.out = out;
        this.quiet = quiet;
        this.clock = nanoClock;
    }

    /** Progress on standard output. */
    static Progress onStandardOutput(boolean quiet) {
        return new Progress(System.out, quiet, System::nanoTime);
    }

    /** Says something once, unless quiet was asked for. */
    public void say(String text) {
        if (!quiet) {
            print(text);
        }
    }

    /** Says something that must not be missed. */
    public void warn(String text) {
        print("warning: " + text);
    }

    private void print(String text) {
        out.println(MARK + text);
        out.flush();
    }

    /**
     * Says how far a stage is, if that is worth a line.
     *
     * @param name of the stage, one word
     * @param done steps done, 0 when the stage begins
     * @param total steps in all, 0 when not known
     * @param trainingLoss null when there is none
     * @param validationLoss null when there is none
     */
    public void at(String name, int done, int total, Double trainingLoss, Double validationLoss) {
        long now = clock.getAsLong();
        if (!name.equals(stage)) {
            stage = name;
            stageStart = now;
            lastPart = 0;
            lastPrinted = now;
            say(name + (total > 0 ? " 0/" + total : ""));
            return;
        }
        if (done <= 0) {
            return;
        }
        int part = total > 0 ? (int) ((long) done * PARTS / total) : lastPart;
        boolean due = part != lastPart && now - lastPrinted >= SHORTEST_NANOS || now - lastPrinted >= QUIET_NANOS;
        if (due || done == total) {
            lastPart = part;
            lastPrinted = now;
            say(line(done, total, trainingLoss, validationLoss, now - stageStart));
        }
    }

    private String line(int done, int total, Double trainingLoss, Double validationLoss, long nanos) {
        StringBuilder line = new StringBuilder(stage).append(' ').append(done);
        if (total > 0) {
            line.append('/').append(total);
        }
        loss(line, "training_loss", trainingLoss);
        loss(line, "validation_loss", validationLoss);
        line.append(" elapsed=").append(seconds(nanos)).append('s');
        if (total > done) {
            line.append(" left=")
                    .append(seconds((long) ((double) nanos / done * (total - done))))
                    .append('s');
        }
        return line.toString();
    }

    private static void loss(StringBuilder line, String name, Double value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(String.format(Locale.ROOT, "%.4f", value));
        }
    }

    private static long seconds(long nanos) {
        return Math.round(nanos / 1e9);
    }
}
