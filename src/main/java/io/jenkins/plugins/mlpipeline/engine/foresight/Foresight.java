package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.List;
import java.util.Optional;

/** What is to be noted of a history; the door of this room. */
public final class Foresight {
    /** A change among so many newest entries is news. */
    private static final int NEWS = 10;

    private Foresight() {}

    /**
     * Judges a history.
     *
     * @param limit what is demanded of the number; null when nothing is, so that nothing is said of the future
     */
    public static Notes of(History history, Boundary limit) {
        List<Integer> changes = ChangePoints.of(history);
        int newest = history.size() - 1;
        ControlLimits expected =
                newest < 0 ? null : expected(history, newest, changes).orElse(null);
        Crossing crossing = limit == null ? null : crossing(history, limit).orElse(null);
        return new Notes(
                Notes.SCHEMA_VERSION,
                history.metric(),
                history.size(),
                newest < 0 ? null : history.get(newest).name(),
                newest < 0 ? null : history.get(newest).value(),
                expected,
                expected != null && expected.isLeftBy(history.get(newest).value()),
                Change.of(history, changes),
                !changes.isEmpty() && changes.get(changes.size() - 1) >= history.size() - NEWS,
                limit,
                crossing,
                limit == null ? null : TrackRecord.of(history, limit, changes));
    }

    /** The limits for an entry, by those before it that are of the same series; empty when these are too few. */
    private static Optional<ControlLimits> expected(History history, int index, List<Integer> changes) {
        int since = changes.stream()
                .filter(change -> change <= index)
                .reduce((first, second) -> second)
                .orElse(0);
        int from = Math.max(since, index - ControlLimits.MOST);
        return index - from < ControlLimits.FEWEST
                ? Optional.empty()
                : Optional.of(ControlLimits.of(
                        history.part(from, index), history.get(index).error()));
    }

    /** The crossing that the newest values of one series say. */
    static Optional<Crossing> crossing(History history, Boundary limit) {
        List<Integer> changes = ChangePoints.of(history);
        int since = changes.isEmpty() ? 0 : changes.get(changes.size() - 1);
        return Crossing.of(history.part(since, history.size()), limit);
    }
}
