package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

/** What one observation means. */
public sealed interface ObservationVerdict {
    /**
     * Not yet.
     *
     * @param progress for people, for example {@code 2 of 3 updated, 1 available, waiting for pod x: ImagePullBackOff}
     */
    record Wait(String progress) implements ObservationVerdict {}

    /**
     * Everything is there; it must now stay so for {@code stableFor}.
     *
     * @param progress for people
     * @param restarts container restarts of the new pods so far: one more starts the hold again
     * @param partial why not all pods have the new template although the rollout is over, a sentence, or {@code null}
     */
    record Candidate(String progress, int restarts, String partial) implements ObservationVerdict {
        /** All pods have the new template. */
        public Candidate(String progress, int restarts) {
            this(progress, restarts, null);
        }
    }

    /**
     * Decided.
     *
     * @param outcome how it ended
     * @param reason one word: Kubernetes' own reason where there is one
     * @param message one sentence for people
     */
    record Final(Outcome outcome, String reason, String message) implements ObservationVerdict {}

    /** The rollout failed. */
    static ObservationVerdict failed(String reason, String message) {
        return new Final(Outcome.FAILED, reason, message);
    }
}
