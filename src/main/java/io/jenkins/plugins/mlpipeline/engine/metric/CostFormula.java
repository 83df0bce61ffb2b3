package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The mean over the rows of what their answers cost (Elkan 2001). An answer outside the label list costs as much as the
 * dearest answer that is wrong.
 */
record CostFormula(CostKey key) implements ClassificationFormula {
    @Override
    public Needs needs() {
        return key.needs();
    }

    @Override
    public MetricValue value(ClassificationOutcomes outcomes) {
        IntToDoubleFunction costs = costs(outcomes);
        Sum sum = new Sum();
        for (int row = 0; row < outcomes.rows(); row++) {
            sum.add(costs.applyAsDouble(row));
        }
        double mean = sum.value() / outcomes.rows();
        if (!Double.isFinite(mean)) {
            return MetricValue.undefined("the costs are too great to be added up in double precision");
        }
        MetricValue value = MetricValue.of(mean, outcomes.rows()).with(interval(costs, outcomes.rows()));
        long outside = outcomes.confusion().outside();
        return outside == 0
                ? value
                : value.noting(
                        "answers outside the label list cost as much as the dearest error; there are " + outside);
    }

    private static Interval interval(IntToDoubleFunction costs, int rows) {
        return MetricStatistics.mean(costs, rows, null)
                .map(Estimate::of)
                .filter(estimate -> estimate.standardError() > 0)
                .map(estimate -> estimate.interval(Intervals.SHOWN_CONFIDENCE))
                .map(i -> new Interval(Math.max(i.lower(), 0), i.upper(), i.confidence(), i.method()))
                .orElse(null);
    }

    /** What each row costs by its answer. */
    private IntToDoubleFunction costs(ClassificationOutcomes outcomes) {
        IntToDoubleFunction[][] costs = byAnswer(outcomes);
        int outside = outcomes.labels().size();
        return row -> {
            int predicted = outcomes.predicted(row);
            return costs[outcomes.truth(row)][predicted == ClassificationOutcomes.OUTSIDE ? outside : predicted]
                    .applyAsDouble(row);
        };
    }

    /** What rows cost by true and predicted label; the last is an answer outside the label list. */
    IntToDoubleFunction[][] byAnswer(ClassificationOutcomes outcomes) {
        Cost[][] costs = key.costs(outcomes);
        IntToDoubleFunction[][] rows = new IntToDoubleFunction[costs.length][costs.length + 1];
        for (int truth = 0; truth < costs.length; truth++) {
            for (int predicted = 0; predicted < costs.length; predicted++) {
                rows[truth][predicted] = outcomes.costs().of(costs[truth][predicted]);
            }
            rows[truth][costs.length] = dearestError(rows[truth], truth);
        }
        return rows;
    }

    private static IntToDoubleFunction dearestError(IntToDoubleFunction[] costs, int truth) {
        return row -> {
            double dearest = 0;
            for (int predicted = 0; predicted < costs.length - 1; predicted++) {
                dearest = predicted == truth ? dearest : Math.max(dearest, costs[predicted].applyAsDouble(row));
            }
            return dearest;
        };
    }

    @Override
    public Optional<Share> counts(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return Optional.of(RowValues.loss(costs(outcomes)));
    }

    @Override
    public ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        return RowValues.loss(costs(outcomes)).resampledMean(outcomes.rows());
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return true;
    }

    @Override
    public Optional<RankErrors> errors() {
        return Optional.empty();
    }
}
