package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How a metric of predicted numbers is computed: none is a share, and none has a standard error of a kind of its own. */
sealed interface RegressionFormula extends Formula permits NumberFormula, MeanError {

    /** The value of rows, or of a sample of them. */
    MetricValue value(RegressionMetrics rows);

    /** As {@link Formula#rowValues}. */
    Optional<RowValues> rowValues(RegressionOutcomes outcomes);

    @Override
    default String missing(Outcomes outcomes) {
        return null;
    }

    @Override
    default MetricValue value(Outcomes outcomes) {
        return value(new RegressionMetrics(rows(outcomes)));
    }

    @Override
    default Optional<Proportion> proportion(Outcomes outcomes) {
        return Optional.empty();
    }

    @Override
    default Optional<RowValues> rowValues(Outcomes outcomes) {
        return rowValues(rows(outcomes));
    }

    @Override
    default ToDoubleFunction<int[]> resampled(Outcomes outcomes) {
        return draws -> Formula.orNaN(value(new RegressionMetrics(rows(outcomes), draws)));
    }

    @Override
    default Optional<Estimate> estimate(Outcomes outcomes) {
        return Optional.empty();
    }

    @Override
    default Optional<Estimate> difference(Outcomes candidate, Outcomes baseline) {
        return Optional.empty();
    }

    private static RegressionOutcomes rows(Outcomes outcomes) {
        if (outcomes instanceof RegressionOutcomes rows) {
            return rows;
        }
        throw new IllegalArgumentException("no outcomes of a regression: " + outcomes.task());
    }
}
