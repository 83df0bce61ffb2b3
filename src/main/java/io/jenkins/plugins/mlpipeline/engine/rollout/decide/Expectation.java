package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import java.time.Duration;
import java.time.Instant;

/**
 * What a rollout waits for, known from the answer to its own write.
 *
 * @param uid the workload's uid
 * @param templateDigest the pod template as the API server returned it (T)
 * @param writtenAt the API server's time of the write, in whole seconds (T0)
 * @param changed whether the write changed the template; if not there is no new rollout and nothing can be stale
 * @param progressingBefore the {@code Progressing} condition just before the write, or {@code null}
 * @param elapsed since the write
 * @param timeout our own limit, because Kubernetes' deadline never fires again once a rollout was complete
 * @param allowFailures how many doomed pods are let be, as long as others aren't
 * @param patience how long symptoms that may pass are let be
 * @param statusBefore what the workload's kind remembers of its status just before the write; {@code null} when that is not known
 */
public record Expectation(
        String uid,
        String templateDigest,
        Instant writtenAt,
        boolean changed,
        StatusCondition progressingBefore,
        Duration elapsed,
        Duration timeout,
        int allowFailures,
        Patience patience,
        JsonNode statusBefore) {
    /** Of a kind that remembers nothing. */
    public Expectation(
            String uid,
            String templateDigest,
            Instant writtenAt,
            boolean changed,
            StatusCondition progressingBefore,
            Duration elapsed,
            Duration timeout,
            int allowFailures,
            Patience patience) {
        this(
                uid,
                templateDigest,
                writtenAt,
                changed,
                progressingBefore,
                elapsed,
                timeout,
                allowFailures,
                patience,
                null);
    }

    /**
     * Whether a {@code Progressing=False} condition speaks of the rollout before this one (kubernetes#49637).
     *
     * <p>A deadline is at least one second long and starts with the write, and Kubernetes' times are whole seconds:
     * one of ours comes in a later second than T0. An equal condition from before the write is stale in any case.
     * Once our own rollout has had the whole deadline, the controller's word counts whenever it was written.
     */
    public boolean stale(StatusCondition progressing, int deadlineSeconds) {
        return fromBefore(progressing) && elapsed.compareTo(Duration.ofSeconds(deadlineSeconds)) < 0;
    }

    /** Whether the controller last wrote the condition before our write. */
    public boolean fromBefore(StatusCondition progressing) {
        if (!changed) {
            return false;
        }
        Instant updated = progressing.lastUpdate();
        return updated == null || !updated.isAfter(writtenAt) || progressing.equals(progressingBefore);
    }
}
