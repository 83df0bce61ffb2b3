package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Optional;
import java.util.function.Function;

/** A metric of predicted numbers that is no mean of a loss of each row. */
record NumberFormula(Function<RegressionMetrics, MetricValue> formula) implements RegressionFormula {
    @Override
    public MetricValue value(RegressionMetrics rows) {
        return formula.apply(rows);
    }

    @Override
    public Optional<RowValues> rowValues(RegressionOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return false;
    }
}
