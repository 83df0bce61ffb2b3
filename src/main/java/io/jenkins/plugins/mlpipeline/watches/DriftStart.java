package io.jenkins.plugins.mlpipeline.watches;

import java.time.Instant;
import java.util.Objects;

/**
 * A build that drift started.
 *
 * @param at when, ISO 8601; its cause says the same, so that the build is known by it
 * @param target the target as steps take it
 * @param model digest of the model that served there
 * @param look when was looked, ISO 8601
 * @param watch the build that looked, as people write it
 * @param reason what was bad, in a line
 * @param outcome how the build ended; null while that is not known
 */
public record DriftStart(
        String at, String target, String model, String look, String watch, String reason, Outcome outcome) {
    /** How a build ended that was to bring a better model. */
    public enum Outcome {
        /** All went well. */
        SUCCESS,
        /** It is unstable, or failed: no better model came of it. */
        FAILED,
        /** It was stopped, or was never built; that says nothing of a candidate. */
        STOPPED
    }

    /** Checks what a file says. */
    public DriftStart {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(look, "look");
    }

    /** When. */
    Instant instant() {
        return Instant.parse(at);
    }

    DriftStart ended(Outcome how) {
        return new DriftStart(at, target, model, look, watch, reason, how);
    }
}
