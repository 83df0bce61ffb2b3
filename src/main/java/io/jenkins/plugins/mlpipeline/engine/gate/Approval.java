package io.jenkins.plugins.mlpipeline.engine.gate;

import java.time.Instant;

/**
 * A person's word that a model may go on although its gates did not pass, part of {@code gate.json}. It changes no verdict,
 * and ends by itself.
 *
 * @param by who approved
 * @param at when, ISO 8601 instant
 * @param reason why
 * @param expires when it ends, ISO 8601 instant
 * @param verdict what was approved: FAIL or INCONCLUSIVE
 */
public record Approval(String by, String at, String reason, String expires, Verdict verdict) {
    public Approval {
        if (by == null || at == null || reason == null || expires == null || !isApprovable(verdict)) {
            throw new IllegalArgumentException(
                    "an approval says who approved FAIL or INCONCLUSIVE when, why and until when");
        }
        Instant.parse(at);
        Instant.parse(expires);
    }

    /** Whether a verdict can be approved at all: an ERROR decided nothing, so there is nothing to approve. */
    public static boolean isApprovable(Verdict verdict) {
        return verdict == Verdict.FAIL || verdict == Verdict.INCONCLUSIVE;
    }

    /** Whether it has not ended. */
    public boolean holds(Instant now) {
        return now.isBefore(Instant.parse(expires));
    }

    /** Whether it is about such a verdict: what was approved in doubt is not approved as a failure. */
    public boolean covers(Verdict other) {
        return isApprovable(other) && verdict.worse(other) == verdict;
    }

    /** Who approved what until when, and why. */
    public String sentence() {
        return "approved by " + by + " until " + expires + ", verdict " + verdict + ": " + reason;
    }
}
