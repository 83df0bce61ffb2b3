package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How often sentences about a crossing came true, on the history itself: at each value it is asked what would have been said with those
 * before alone, and then looked what came. A sentence counts once, until it is settled.
 *
 * @param made how many sentences
 * @param cameTrue how many came true: the median of three values crossed the limit within the interval, give or take the time
 *     between two values
 * @param early how many crossed before
 * @param missed how many did not cross by the end of the interval
 * @param interrupted how many ended because the series became another
 * @param open how many can't be judged yet
 */
public record TrackRecord(int made, int cameTrue, int early, int missed, int interrupted, int open) {
    private enum End {
        TRUE,
        EARLY,
        MISSED,
        INTERRUPTED,
        OPEN
    }

    /** The ends of all sentences that would have been made. */
    static TrackRecord of(History history, Boundary limit, List<Integer> changes) {
        List<End> ends = new ArrayList<>();
        // The newest sentence is the one that is made now.
        for (int now = Crossing.FEWEST - 1; now < history.size() - 1; now++) {
            Optional<Crossing> said = Foresight.crossing(history.part(0, now + 1), limit);
            if (said.isPresent()) {
                Settled settled = settle(history, now, said.get(), limit, changes);
                ends.add(settled.end);
                now = settled.at;
            }
        }
        ToIntFunction<End> count =
                end -> (int) ends.stream().filter(e -> e == end).count();
        return new TrackRecord(
                ends.size(),
                count.applyAsInt(End.TRUE),
                count.applyAsInt(End.EARLY),
                count.applyAsInt(End.MISSED),
                count.applyAsInt(End.INTERRUPTED),
                count.applyAsInt(End.OPEN));
    }

    private record Settled(End end, int at) {}

    private static Settled settle(History history, int now, Crossing said, Boundary limit, List<Integer> changes) {
        Instant earliest = Instant.parse(said.earliest());
        Instant latest = Instant.parse(said.latest());
        for (int i = now + 1; i < history.size(); i++) {
            if (changes.contains(i)) {
                return new Settled(End.INTERRUPTED, i);
            }
            Instant at = history.get(i).at();
            Duration between = Duration.between(history.get(i - 1).at(), at);
            if (limit.isCrossedBy(Robust.median(history.part(i - 2, i + 1).values()))) {
                return new Settled(
                        at.plus(between).isBefore(earliest)
                                ? End.EARLY
                                : at.minus(between.multipliedBy(2)).isAfter(latest) ? End.MISSED : End.TRUE,
                        i);
            }
            if (at.minus(between.multipliedBy(2)).isAfter(latest)) {
                return new Settled(End.MISSED, i);
            }
        }
        return new Settled(End.OPEN, history.size());
    }
}
