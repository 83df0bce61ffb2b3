package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;

/**
 * The mean of a loss of each row.
 *
 * @param loss of a true and a predicted number
 * @param domain the numbers for which the loss is defined
 * @param noted the value with its note, if it needs one
 */
record MeanError(
        DoubleBinaryOperator loss, Domain domain, BiFunction<RegressionMetrics, MetricValue, MetricValue> noted)
        implements RegressionFormula {
    /** A loss that never needs a note. */
    MeanError(DoubleBinaryOperator loss, Domain domain) {
        this(loss, domain, (rows, value) -> value);
    }

    @Override
    public MetricValue value(RegressionMetrics rows) {
        long outside = rows.outside(domain);
        return outside > 0
                ? MetricValue.undefined(domain.demand() + "; rows with others: " + outside)
                : noted.apply(rows, rows.meanOf(loss));
    }

    @Override
    public Optional<RowValues> rowValues(RegressionOutcomes outcomes) {
        return new RegressionMetrics(outcomes).outside(domain) > 0
                ? Optional.empty()
                : Optional.of(RowValues.loss(row -> loss.applyAsDouble(outcomes.truth(row), outcomes.predicted(row))));
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return true;
    }
}
