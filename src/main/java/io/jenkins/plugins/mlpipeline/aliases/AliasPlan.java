package io.jenkins.plugins.mlpipeline.aliases;

import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * When an alias starts a job.
 *
 * @param coolDown after a start
 */
record AliasPlan(Duration coolDown) {
    /** What is done because of where an alias points. */
    enum Deed {
        /** Nothing. */
        WAIT,
        /** The version is noted, and starts nothing: the alias was not seen before. */
        NOTE,
        /** The version is noted, and a build is started. */
        START
    }

    /**
     * What follows.
     *
     * @param sentence why
     */
    record Decision(Deed deed, String sentence) {}

    /**
     * Decides.
     *
     * @param alias that was asked for
     * @param pointed the version that it points to now
     * @param moves of this alias so far, the newest first
     * @param busy whether a build of the job waits or runs
     */
    Decision decide(
            ModelReference.Aliased alias,
            ModelReference.Version pointed,
            List<AliasMove> moves,
            boolean busy,
            Instant now) {
        String is = alias + " is version " + pointed.version();
        if (moves.isEmpty()) {
            return new Decision(
                    Deed.NOTE,
                    is + ". It was looked at for the first time, which starts nothing; the next version will.");
        }
        AliasMove seen = moves.get(0);
        if (seen.version().equals(pointed.version())) {
            return new Decision(Deed.WAIT, is + ", seen " + seconds(seen.instant()) + ".");
        }
        String was = is + " now (it was " + seen.version() + ").";
        if (busy) {
            return new Decision(Deed.WAIT, was + " A build of this job waits or runs.");
        }
        Optional<Instant> rested = moves.stream()
                .filter(AliasMove::isStart)
                .findFirst()
                .map(move -> move.instant().plus(coolDown));
        if (rested.isPresent() && rested.get().isAfter(now)) {
            return new Decision(Deed.WAIT, was + " The cool-down ends at " + seconds(rested.get()) + ".");
        }
        return new Decision(Deed.START, was);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
