package io.jenkins.plugins.mlpipeline.steps.turn;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Starts a piece of work again and again, never while it runs: after a rest, or sooner when somebody rings. Changes come in
 * bursts, and a large rollout changes all the time, so that many rings in a row are heeded more and more rarely.
 */
@Restricted(NoExternalUse.class)
public final class Pulse {
    private static final long FIRST_PAUSE_MILLIS = 80;
    private static final long LAST_PAUSE_MILLIS = 1_000;
    private static final int QUICK_BEATS = 10;

    private final Runnable beat;
    /** Null while nothing is due. */
    private ScheduledFuture<?> next;

    private long dueAtMillis;
    private boolean working;
    private boolean rung;
    private int rungInARow;

    /**
     * A pulse that stands still until it is rung.
     *
     * @param beat starts the work on another thread; the work says {@link #rest} or {@link #end} when it is done
     */
    public Pulse(Runnable beat) {
        this.beat = beat;
    }

    /** The work is worth doing at once. */
    public synchronized void ring() {
        if (working) {
            rung = true;
        } else {
            due(pause());
        }
    }

    /** The work is done until this time has gone, or somebody rings. */
    public synchronized void rest(Duration delay) {
        working = false;
        boolean early = rung;
        rung = false;
        rungInARow = early ? rungInARow + 1 : 0;
        due(early ? Math.min(pause(), delay.toMillis()) : delay.toMillis());
    }

    /** The work is done for good. */
    public synchronized void end() {
        // Stays "working": nobody can start it again.
        working = true;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private long pause() {
        return rungInARow < QUICK_BEATS ? FIRST_PAUSE_MILLIS : LAST_PAUSE_MILLIS;
    }

    private void due(long millis) {
        long at = System.currentTimeMillis() + millis;
        if (next != null) {
            if (dueAtMillis <= at) {
                return;
            }
            next.cancel(false);
        }
        dueAtMillis = at;
        next = Timer.get().schedule(this::start, millis, TimeUnit.MILLISECONDS);
    }

    private void start() {
        synchronized (this) {
            next = null;
            if (working) {
                return;
            }
            working = true;
        }
        beat.run();
    }
}
