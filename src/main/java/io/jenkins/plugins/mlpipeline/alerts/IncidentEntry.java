package io.jenkins.plugins.mlpipeline.alerts;

import java.util.List;
import java.util.Map;

/**
 * What became of an alert that is about a target. Its texts are a stranger's.
 *
 * @param at when it came, ISO 8601
 * @param key of the alert; the same alert again has the same
 * @param alert its name, as it stands in parameters
 * @param labels by name
 * @param startsAt since when it fires, ISO 8601
 * @param fingerprint of its labels
 * @param route which one led to the target
 * @param target what it is about, as the route says
 * @param outcome what was done
 * @param jobs that were started, or would have been
 */
public record IncidentEntry(
        String at,
        String key,
        String alert,
        Map<String, String> labels,
        String startsAt,
        String fingerprint,
        String route,
        String target,
        Outcome outcome,
        List<String> jobs) {
    /** What was done. */
    public enum Outcome {
        /** Builds of the jobs were started. */
        STARTED(true),
        /** It is resolved, which starts nothing. */
        RESOLVED(true),
        /** So many builds were started within the hour that no more were; the alert may come again. */
        LIMITED(false),
        /** No job that may responds to the route; the alert may come again. */
        NO_JOB(false);

        private final boolean done;

        Outcome(boolean done) {
            this.done = done;
        }

        /** Whether the same alert is passed over when it comes again. */
        public boolean isDone() {
            return done;
        }
    }
}
