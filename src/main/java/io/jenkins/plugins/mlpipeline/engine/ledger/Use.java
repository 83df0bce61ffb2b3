package io.jenkins.plugins.mlpipeline.engine.ledger;

/**
 * The decisions about one model on one test set, which together are one use.
 *
 * @param model what was decided about: {@code sha256:<hex>} of a model, {@code image@sha256:<hex>}, or {@code sha256:<hex>}
 *     of an evaluation that is not bound to either
 * @param firstAt ISO 8601 instant of the first decision
 * @param lastAt ISO 8601 instant of the last decision
 * @param decisions how many there were, at least 1
 */
public record Use(String model, String firstAt, String lastAt, int decisions) {
    public Use {
        if (model == null || firstAt == null || lastAt == null || decisions < 1) {
            throw new IllegalArgumentException("a use has model, firstAt, lastAt and one or more decisions");
        }
    }

    /** The same use as two test sets that are nearly the same know it; what one knows the other may have counted. */
    Use and(Use other) {
        return new Use(
                model,
                firstAt.compareTo(other.firstAt) <= 0 ? firstAt : other.firstAt,
                lastAt.compareTo(other.lastAt) >= 0 ? lastAt : other.lastAt,
                Math.max(decisions, other.decisions));
    }
}
