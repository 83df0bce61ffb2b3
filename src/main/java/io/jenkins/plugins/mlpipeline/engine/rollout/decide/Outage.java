package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import java.time.Duration;

/**
 * How long fewer pods than a workload's strategy allows have been available: a rollout that takes the service down has
 * failed, however long its own time still is.
 *
 * <p>Counted is what was available once since the write: pods that never came up yet, after a first deployment or when somebody
 * scales up, are no outage.
 *
 * @param sinceMillis the clock's milliseconds at which it began, or -1 while there is none
 * @param most the most pods that were available since the write, of as many as are wanted now
 */
public record Outage(long sinceMillis, int most) {
    /** Nothing was seen yet. */
    public static final Outage NONE = new Outage(-1, 0);

    /**
     * What serves.
     *
     * @param wanted pods that are wanted
     * @param available pods that are available; of a workload that stops all before it starts new ones, only new ones
     * @param mayMiss how many of the wanted its strategy lets be missing
     */
    public record Availability(int wanted, int available, int mayMiss) {}

    /** The same after another look. */
    public Outage next(Availability a, long nowMillis) {
        int best = Math.min(Math.max(most, a.available()), a.wanted());
        boolean down = a.available() < best - a.mayMiss();
        return new Outage(!down ? -1 : sinceMillis < 0 ? nowMillis : sinceMillis, best);
    }

    public boolean goesOn() {
        return sinceMillis >= 0;
    }

    /**
     * The decision with what the outage means for it: it is waited out, also beyond the timeout, until it has lasted too long.
     *
     * @param what the workload's label
     */
    public ObservationVerdict judge(
            String what, ObservationVerdict decision, Availability a, Patience patience, long nowMillis) {
        boolean undecided = decision instanceof ObservationVerdict.Wait
                || (decision instanceof ObservationVerdict.Final end && end.outcome() == Outcome.TIMED_OUT);
        if (!goesOn() || !undecided) {
            return decision;
        }
        String progress = decision instanceof ObservationVerdict.Wait wait
                ? wait.progress()
                : ((ObservationVerdict.Final) decision).message();
        Duration lasts = Duration.ofMillis(nowMillis - sinceMillis);
        if (lasts.getSeconds() < patience.outageSeconds()) {
            return new ObservationVerdict.Wait(progress);
        }
        return ObservationVerdict.failed(
                "Outage",
                what + " has " + a.available() + " of " + a.wanted() + " pods available for " + lasts.getSeconds()
                        + " s, its strategy lets " + a.mayMiss() + " be missing (outagePatience "
                        + patience.outageSeconds() + " s): " + ProgressLine.shortened(progress)
                        + (progress.endsWith(".") ? "" : "."));
    }
}
