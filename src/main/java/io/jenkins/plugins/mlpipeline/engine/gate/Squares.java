package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.Optional;
import java.util.Set;

/**
 * Metrics that are made of squares of errors. Nothing bounds a square, and the few greatest make up most of the sum, so that a test set
 * without such rows passes a bad model, however many rows it has: by samples the bound of one model's R2 is wrong in 16 to 25 %, that
 * of two models' mean squares in 8 to 11 % where errors have heavy tails (docs/coverage.md).
 */
final class Squares {
    private static final Set<Metric> MEANS = Set.of(Metric.MEAN_SQUARED_ERROR, Metric.MEAN_SQUARED_LOG_ERROR);
    private static final Set<Metric> SHARES = Set.of(Metric.R2, Metric.EXPLAINED_VARIANCE);

    private Squares() {}

    /** Whether it has a bound with a cap alone. */
    static boolean needCap(CatalogueKey key, boolean paired) {
        return MEANS.contains(key.metric()) || key.metric() == Metric.ROOT_MEAN_SQUARED_ERROR && !paired;
    }

    /** Why a gate's metric has no bound on such rows; empty where that is not because of squares. */
    static Optional<String> problem(Gate gate, Rows rows) {
        CatalogueKey key = gate.catalogueKey().orElse(null);
        boolean paired = gate.versus().isPresent();
        boolean share = key != null && SHARES.contains(key.metric()) && !paired;
        if (key == null || !(share || needCap(key, paired))) {
            return Optional.empty();
        }
        String nothing = "Nothing bounds the square of an error, and the few greatest make up most of " + gate.metric()
                + ", so that no bound of it can be trusted";
        if (rows.isGrouped() || rows.isWeighted()) {
            return Optional.of(nothing + "; a cap helps only where "
                    + (rows.isWeighted() ? "each row counts the same" : "no groups are declared")
                    + ". Decide by mean_absolute_error, or by point.");
        }
        if (share) {
            return Optional.of(
                    nothing + ". Decide by mean_squared_error with a cap, the greatest value that a row can have"
                            + " (cap: NUMBER), by mean_absolute_error, or by point.");
        }
        return gate.decision().cap() != null
                ? Optional.empty()
                : Optional.of(nothing + ". Give the gate a cap, the greatest value that"
                        + " a row can have (cap: NUMBER), or decide by mean_absolute_error, or by point.");
    }
}
