package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The looks of a watch, kept by who does not look themselves. Of what the one who looked gives back, one more look is taken and
 * nothing else: earlier looks are not for them to change, and what several looks say together follows from the looks.
 *
 * @param looks in the order of time
 * @param windows see {@link WatchPlan}
 */
public record LookLedger(WatchState looks, int windows) {
    /**
     * The ledger with the look that was made at a time.
     *
     * @param said the looks so far as the one who looked says them
     * @return this one when no look was made then
     * @throws UserError when it can be no look after those that are kept, or is at something else
     */
    public LookLedger with(WatchState said, Instant at) {
        if (!said.model().equals(looks.model())) {
            throw new UserError("The looks are at the model " + said.model() + ", and the one that is watched is "
                    + looks.model() + ".");
        }
        PastLook last =
                said.looks().isEmpty() ? null : said.looks().get(said.looks().size() - 1);
        if (last == null || !last.instant().equals(at)) {
            return this;
        }
        if (looks.last() != null && !looks.last().isBefore(at)) {
            throw new UserError("The last look that is kept was at " + looks.last() + ", and this one is at " + at
                    + ", which is not after it.");
        }
        WatchState same = said.histogram() == null ? looks.ofRows() : looks.of(said.histogram(), said.edges());
        List<PastLook> more = new ArrayList<>(looks.looks());
        more.add(last);
        return new LookLedger(same.with(new AlarmRuns(more, windows).pruned(KeptAnswers.LOOKS)), windows);
    }

    /** What was bad at the look of a time, and at how many looks in a row by then; empty when no look was made then. */
    public Map<String, Integer> bad(Instant at) {
        Map<String, Integer> bad = new TreeMap<>();
        if (at.equals(looks.last())) {
            AlarmRuns runs = new AlarmRuns(looks.looks(), windows);
            PastLook newest = looks.looks().get(looks.looks().size() - 1);
            newest.tests().keySet().forEach(name -> bad.put(name, runs.run(name)));
            bad.values().removeIf(run -> run == 0);
        }
        return bad;
    }

    /**
     * Holds a result against the looks.
     *
     * @throws UserError when they say otherwise
     */
    public void require(WatchResult result, Instant at) {
        if (!isComplete(result)) {
            throw new UserError("The result of the look lacks what every result has, so that it is not recorded.");
        }
        List<String> alarms = new AlarmRuns(looks.looks(), windows).alarms();
        boolean fits =
                switch (result.state()) {
                    case WatchResult.ALARM -> !alarms.isEmpty() && alarms.equals(result.alarms());
                    case WatchResult.QUIET -> alarms.isEmpty();
                    case WatchResult.NO_DATA ->
                        looks.last() == null || looks.last().isBefore(at);
                    default -> false;
                };
        boolean about =
                looks.model().equals(result.model().digest()) && at.toString().equals(result.at());
        if (!fits || !about) {
            throw new UserError(
                    "The result (" + result.state() + ") is not what the looks say, so that it is not recorded.");
        }
    }

    private static boolean isComplete(WatchResult result) {
        return result.state() != null
                && result.message() != null
                && result.model() != null
                && result.data() != null
                && result.data().name() != null
                && isWhole(result.alarms())
                && isWhole(result.columns())
                && result.columns().stream()
                        .allMatch(c -> c.kind() != null && c.name() != null && c.state() != null && c.reason() != null)
                && isComplete(result.estimated())
                && (result.measured() == null || isComplete(result.measured()))
                && isWhole(result.warnings());
    }

    private static boolean isWhole(List<?> said) {
        return said != null && said.stream().allMatch(Objects::nonNull);
    }

    private static boolean isComplete(Performance said) {
        return said != null && said.state() != null && said.metrics() != null && said.reason() != null;
    }
}
