package io.jenkins.plugins.mlpipeline.engine.metric;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * A metric that is the mean of a number per row: a share of rows (1 for a hit, else 0) or a mean loss. Which rows count
 * depends on the truth alone, so that two models have the same rows.
 *
 * @param value of a row; {@code NaN} for a row that does not count (recall looks at positive rows alone). Not for use by
 *     two threads
 * @param share whether the numbers are 0 and 1
 */
record RowValues(IntToDoubleFunction value, boolean share) {

    /** The numbers behind a metric; empty for one that is no mean over rows, and for one that the outcomes don't have. */
    static Optional<RowValues> of(Outcomes outcomes, MetricKey key) {
        return outcomes instanceof ClassificationOutcomes classification
                ? Optional.ofNullable(of(classification, key))
                : Optional.ofNullable(of((RegressionOutcomes) outcomes, key));
    }

    private static RowValues of(ClassificationOutcomes outcomes, MetricKey key) {
        if (new ClassificationMetrics(outcomes).missing(key.metric()) != null) {
            return null;
        }
        return switch (key.metric()) {
            case ACCURACY -> share(row -> hit(outcomes.truth(row) == outcomes.predicted(row)));
            case RECALL -> recall(outcomes, outcomes.positive());
            case SPECIFICITY -> recall(outcomes, 1 - outcomes.positive());
            case TOP_K_ACCURACY -> {
                int k = key.parameter().intValue();
                yield share(row -> hit(ProbabilityMetrics.inTopK(outcomes, row, k)));
            }
            case LOG_LOSS -> loss(ProbabilityMetrics.logLosses(outcomes));
            case BRIER_SCORE_LOSS -> loss(ProbabilityMetrics.brierLosses(outcomes));
            default -> null;
        };
    }

    private static RowValues recall(ClassificationOutcomes outcomes, int label) {
        return share(row -> outcomes.truth(row) == label ? hit(outcomes.predicted(row) == label) : Double.NaN);
    }

    private static RowValues of(RegressionOutcomes outcomes, MetricKey key) {
        IntToDoubleFunction losses = RegressionMetrics.losses(outcomes, key);
        return losses == null ? null : loss(losses);
    }

    private static RowValues share(IntToDoubleFunction value) {
        return new RowValues(value, true);
    }

    private static RowValues loss(IntToDoubleFunction value) {
        return new RowValues(value, false);
    }

    private static double hit(boolean right) {
        return right ? 1 : 0;
    }
}
