package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import java.time.Duration;

/**
 * How long a rollout has been complete without a restart: ready and then crashing isn't deployed.
 *
 * @param sinceMillis the clock's milliseconds at which the hold began, or -1 while there is none
 * @param restarts restarts of the new pods when it began
 */
public record StabilityWindow(long sinceMillis, int restarts) {
    /** No candidate yet. */
    public static final StabilityWindow NONE = new StabilityWindow(-1, 0);

    /**
     * A judged observation: the hold to remember and what it means.
     *
     * @param hold for the next observation
     * @param decision {@link ObservationVerdict.Wait} while holding; {@link ObservationVerdict.Final} with {@code DEPLOYED} at the end of the
     *     hold, or {@code TIMED_OUT}
     * @param remaining how long the hold still lasts; zero when there is none
     */
    public record Step(StabilityWindow hold, ObservationVerdict decision, Duration remaining) {}

    /**
     * Judges a decision in time. A hold that began before the timeout is let end; one that would begin after it is not.
     *
     * @param what the workload's label
     * @param nowMillis the clock's milliseconds
     */
    public Step next(String what, ObservationVerdict decision, Expectation e, Duration stableFor, long nowMillis) {
        boolean late = e.elapsed().compareTo(e.timeout()) >= 0;
        if (decision instanceof ObservationVerdict.Wait wait) {
            return new Step(NONE, late ? timedOut(what, e, wait.progress()) : wait, Duration.ZERO);
        }
        if (!(decision instanceof ObservationVerdict.Candidate candidate)) {
            return new Step(NONE, decision, Duration.ZERO);
        }
        boolean restarted = sinceMillis >= 0 && candidate.restarts() > restarts;
        if (sinceMillis < 0 || restarted) {
            if (late) {
                String why = restarted ? ", but its pods restart" : ", but only now";
                return new Step(NONE, timedOut(what, e, candidate.progress() + why), Duration.ZERO);
            }
            return holding(
                    new StabilityWindow(nowMillis, candidate.restarts()),
                    what,
                    candidate,
                    stableFor,
                    nowMillis,
                    restarted);
        }
        return holding(this, what, candidate, stableFor, nowMillis, false);
    }

    private static Step holding(
            StabilityWindow hold,
            String what,
            ObservationVerdict.Candidate c,
            Duration stableFor,
            long nowMillis,
            boolean restarted) {
        Duration left = stableFor.minusMillis(nowMillis - hold.sinceMillis);
        if (left.isNegative() || left.isZero()) {
            return new Step(hold, over(what, c), Duration.ZERO);
        }
        String again = restarted ? ", a container restarted" : "";
        return new Step(
                hold,
                new ObservationVerdict.Wait(
                        c.progress() + again + ", must stay so for " + stableFor.toSeconds() + " s"),
                left);
    }

    private static ObservationVerdict over(String what, ObservationVerdict.Candidate c) {
        return c.partial() == null
                ? new ObservationVerdict.Final(
                        Outcome.DEPLOYED, "Available", what + " is deployed: " + c.progress() + ".")
                : new ObservationVerdict.Final(
                        Outcome.UNVERIFIED,
                        "Partial",
                        what + " is deployed in part: " + c.progress() + ". " + c.partial());
    }

    private static ObservationVerdict timedOut(String what, Expectation e, String progress) {
        return new ObservationVerdict.Final(
                Outcome.TIMED_OUT,
                "Timeout",
                what + " had no verdict after " + e.timeout().toSeconds() + " s: " + progress + ".");
    }
}
