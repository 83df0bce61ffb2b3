package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Watch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Keeps the watches of one workload open. */
final class Watches implements AutoCloseable {
    /** Where watching is not permitted it is not asked for with every look. */
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Runnable ring;
    private final Clock clock;
    private List<Watch> hung = List.of();
    private long hungAt = -1;

    Watches(Runnable ring, Clock clock) {
        this.ring = ring;
        this.clock = clock;
    }

    /** Opens the watches, or opens them again when one has ended. */
    void hang(Observer observer, JsonNode workload) {
        boolean fine = !hung.isEmpty() && hung.stream().noneMatch(Watch::silent);
        boolean justNow = hungAt >= 0 && clock.millis() - hungAt < BETWEEN.toMillis();
        if (!fine && !justNow) {
            close();
            hung = observer.doorbells(workload, ring);
            hungAt = clock.millis();
        }
    }

    @Override
    public void close() {
        hung.forEach(Watch::close);
        hung = List.of();
    }
}
