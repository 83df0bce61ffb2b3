package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionSums;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowCosts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

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
        IntToDoubleFunction costs = costs(outcomes).ofTruth(outcomes);
        MetricValue value = mean(RowMeans.of(costs, outcomes), outcomes.rows());
        long outside = outcomes.confusion().outside();
        return outside == 0 || value.value() == null
                ? value
                : value.noting(
                        "answers outside the label list cost as much as the dearest error; there are " + outside);
    }

    /** The value where no cost stands in a column, so that the sums by label say it. */
    static MetricValue value(ConfusionSums counts, long rows, Cost[]... costs) {
        IntToDoubleFunction[][] byAnswer = byAnswer(costs, RowCosts.NONE);
        Sum sum = new Sum();
        for (int truth = 0; truth < counts.labels(); truth++) {
            for (int predicted = 0; predicted <= counts.labels(); predicted++) {
                sum.add(counts.of(truth, predicted) * byAnswer[truth][predicted].applyAsDouble(0));
            }
        }
        return mean(sum.value() / counts.total(), rows);
    }

    private static MetricValue mean(double mean, long rows) {
        return Double.isFinite(mean)
                ? MetricValue.of(mean, rows)
                : MetricValue.undefined("the costs are too great to be added up in double precision");
    }

    /** What each row costs by its answer and its true label. */
    private LabelLoss costs(ClassificationOutcomes outcomes) {
        return new ByAnswer(outcomes, byAnswer(outcomes));
    }

    /**
     * Costs of answers, which are few: two models that answer some rows alike may differ by all that answers cost on the next one.
     *
     * @param costs by true and predicted label; the last is an answer outside the label list
     */
    private record ByAnswer(ClassificationOutcomes outcomes, IntToDoubleFunction[][] costs) implements LabelLoss {
        @Override
        public double of(int row, int truth) {
            int predicted = outcomes.predicted(row);
            int answer = predicted == ClassificationOutcomes.OUTSIDE
                    ? outcomes.labels().size()
                    : predicted;
            return costs[truth][answer].applyAsDouble(row);
        }

        @Override
        public double least(int row, int truth) {
            return ofAnswers(row, truth).min().orElseThrow();
        }

        @Override
        public double greatest(int row, int truth) {
            return ofAnswers(row, truth).max().orElseThrow();
        }

        private DoubleStream ofAnswers(int row, int truth) {
            return Arrays.stream(costs[truth]).mapToDouble(cost -> cost.applyAsDouble(row));
        }
    }

    /** What rows cost by true and predicted label; the last is an answer outside the label list. */
    IntToDoubleFunction[][] byAnswer(ClassificationOutcomes outcomes) {
        return byAnswer(key.costs(outcomes), outcomes.costs());
    }

    private static IntToDoubleFunction[][] byAnswer(Cost[][] costs, RowCosts known) {
        IntToDoubleFunction[][] rows = new IntToDoubleFunction[costs.length][costs.length + 1];
        for (int truth = 0; truth < costs.length; truth++) {
            for (int predicted = 0; predicted < costs.length; predicted++) {
                rows[truth][predicted] = known.of(costs[truth][predicted]);
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
        return Optional.of(RowValues.loss(costs(outcomes), outcomes));
    }

    @Override
    public ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        return RowValues.loss(costs(outcomes), outcomes).resampledMean(outcomes);
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
