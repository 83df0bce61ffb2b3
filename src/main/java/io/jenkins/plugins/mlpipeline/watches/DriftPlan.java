package io.jenkins.plugins.mlpipeline.watches;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When drift starts a job.
 *
 * @param windows so many looks in a row at which the same thing was bad
 * @param coolDown after a start; twice as long after each candidate in a row that failed
 * @param maxPerDay the most starts within 24 hours
 */
record DriftPlan(int windows, Duration coolDown, int maxPerDay) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_DOUBLINGS = 10;

    /**
     * What follows.
     *
     * @param look because of which a build is started; null when none is
     * @param sentence why, or why not
     */
    record Decision(RecordedLook look, String sentence) {
        boolean starts() {
            return look != null;
        }

        private static Decision not(String sentence) {
            return new Decision(null, sentence);
        }
    }

    /**
     * Decides.
     *
     * @param looks at the model that serves now, the newest first
     * @param starts so far, the newest first
     * @param busy whether a build of the job waits or runs
     */
    Decision decide(List<RecordedLook> looks, List<DriftStart> starts, boolean busy, Instant now) {
        List<RecordedLook> recent = looks.stream()
                .filter(look -> look.instant().isAfter(now.minus(LONGEST)))
                .toList();
        if (recent.isEmpty()) {
            return Decision.not(
                    "No look at what serves there has been recorded within the last 30 days by a job whose looks"
                            + " count here.");
        }
        List<RecordedLook> bad = newest(recent).values().stream()
                .filter(RecordedLook::hasData)
                .filter(look -> look.longestRun() >= windows)
                .toList();
        if (bad.isEmpty()) {
            RecordedLook newest = recent.get(0);
            return Decision.not(
                    newest.hasData()
                            ? "Nothing was bad at " + windows
                                    + " looks in a row: at the newest look the longest row was " + newest.longestRun()
                                    + "."
                            : "The newest look saw too few rows: " + newest.message());
        }
        Instant seen =
                starts.isEmpty() ? Instant.MIN : Instant.parse(starts.get(0).look());
        Optional<RecordedLook> worst = bad.stream()
                .filter(look -> look.instant().isAfter(seen))
                .max(Comparator.comparing(RecordedLook::longestRun).thenComparing(RecordedLook::instant));
        if (worst.isEmpty()) {
            return Decision.not("There was no such look since the one that started the last build (" + seen + ").");
        }
        if (busy) {
            return Decision.not("A build of this job waits or runs.");
        }
        Instant rested =
                starts.isEmpty() ? Instant.MIN : starts.get(0).instant().plus(coolDown(starts));
        if (rested.isAfter(now)) {
            int failed = failed(starts);
            return Decision.not("The cool-down ends at " + rested.truncatedTo(ChronoUnit.SECONDS)
                    + (failed == 0
                            ? "."
                            : "; it is longer, since the last " + (failed == 1 ? "candidate" : failed + " candidates")
                                    + " failed."));
        }
        long today = starts.stream()
                .filter(start -> start.instant().isAfter(now.minus(DAY)))
                .count();
        return today >= maxPerDay
                ? Decision.not("Drift started " + today + (today == 1 ? " build" : " builds")
                        + " within the last 24 hours," + " as many as may be.")
                : new Decision(worst.get(), worst.get().message());
    }

    /** The newest look of each watch. */
    private static Map<String, RecordedLook> newest(List<RecordedLook> looks) {
        Map<String, RecordedLook> newest = new LinkedHashMap<>();
        looks.forEach(look -> newest.putIfAbsent(look.job() + " " + look.id(), look));
        return newest;
    }

    /** The candidates in a row, up to the newest, that failed; one that is not known to have ended is passed over. */
    private static int failed(List<DriftStart> starts) {
        int failed = 0;
        for (DriftStart start : starts) {
            if (start.outcome() == DriftStart.Outcome.SUCCESS) {
                break;
            }
            failed += start.outcome() == DriftStart.Outcome.FAILED ? 1 : 0;
        }
        return failed;
    }

    private Duration coolDown(List<DriftStart> starts) {
        Duration longer = coolDown.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failed(starts)));
        Duration most = coolDown.compareTo(LONGEST) > 0 ? coolDown : LONGEST;
        return longer.compareTo(most) > 0 ? most : longer;
    }
}
