package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.Optional;

/**
 * Compares what a document says with what it should say, and keeps the first thing in which they differ by more than rounding:
 * a billionth of the numbers that were computed with.
 */
final class Contradictions {
    private static final double ROUNDING = 1e-9;

    private Contradiction first;

    /** The first one; empty when all agreed. */
    Optional<Contradiction> first() {
        return Optional.ofNullable(first);
    }

    /** Counts, which don't round. */
    void same(String what, long said, long found, String witness) {
        if (said != found) {
            keep(new Contradiction(what, (double) said, witness, (double) found, (double) found));
        }
    }

    /** A value of a metric beside the one computed again, either of which may be undefined. */
    void same(String what, MetricValue said, MetricValue found, String witness) {
        boolean isSaid = said.value() != null;
        boolean isFound = found.value() != null;
        if (isSaid && isFound) {
            same(what, said.value(), found.value(), witness);
        } else if (isSaid || isFound) {
            keep(new Contradiction(what, said.value(), witness, found.value(), found.value()));
        }
    }

    /** A value that follows from the others by a sum of terms of its own size. */
    void same(String what, double said, double found, String witness) {
        same(what, said, found, 0, witness);
    }

    /** @param size of the greatest number that was computed with, where that is more than the result */
    void same(String what, double said, double found, double size, String witness) {
        double off = ROUNDING * Math.max(Math.abs(size), Math.max(Math.abs(said), Math.abs(found)));
        // Not "greater than": what is no number agrees with nothing.
        if (!(Math.abs(said - found) <= off)) {
            keep(new Contradiction(what, said, witness, found, found));
        }
    }

    /** A value that lies between two others. */
    void between(String what, double said, double lower, double upper, String witness) {
        double off = ROUNDING * Math.max(Math.abs(said), Math.max(finite(lower), finite(upper)));
        if (!(said >= lower - off && said <= upper + off)) {
            keep(new Contradiction(what, said, witness, lower, upper));
        }
    }

    private static double finite(double bound) {
        return Double.isInfinite(bound) ? 0 : Math.abs(bound);
    }

    /** Keeps one that was found elsewhere, if none was found before. */
    void keep(Contradiction found) {
        if (first == null) {
            first = found;
        }
    }
}
