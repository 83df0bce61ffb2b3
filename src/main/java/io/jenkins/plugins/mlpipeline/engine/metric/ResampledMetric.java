package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A metric of samples of the same rows, for the bootstrap: gets how often each row was drawn, answers the metric of that
 * sample, NaN where it is undefined. What does not change between samples (losses of rows, the order of scores) is
 * computed once, so that a sample costs a pass over the rows.
 */
public final class ResampledMetric {
    private ResampledMetric() {}

    /**
     * Prepares a metric.
     *
     * @param outcomes the rows; kept
     * @param key a metric of the outcomes' task
     * @return a function of the number of times that each row was drawn, as many as there are rows; not for use by two
     *     threads
     */
    public static ToDoubleFunction<int[]> of(Outcomes outcomes, MetricKey key) {
        Metrics.requireApplies(key.metric(), outcomes.task());
        if (outcomes instanceof RegressionOutcomes regression) {
            return draws -> orNaN(new RegressionMetrics(regression, draws).of(key));
        }
        if (outcomes instanceof ClassificationOutcomes classification) {
            return of(classification, key);
        }
        throw new IllegalArgumentException("not outcomes: " + outcomes);
    }

    private static ToDoubleFunction<int[]> of(ClassificationOutcomes classification, MetricKey key) {
        if (new ClassificationMetrics(classification).missing(key.metric()) != null) {
            return draws -> Double.NaN;
        }
        if (LabelMetrics.knows(key.metric())) {
            return draws -> orNaN(new LabelMetrics(counts(classification, draws), classification.labels())
                    .of(key, classification.positive()));
        }
        return switch (key.metric()) {
            case ROC_AUC -> new DrawnRanking(classification)::area;
            case AVERAGE_PRECISION -> new DrawnRanking(classification)::averagePrecision;
            case LOG_LOSS -> meanOf(classification, ProbabilityMetrics.logLosses(classification));
            case BRIER_SCORE_LOSS -> meanOf(classification, ProbabilityMetrics.brierLosses(classification));
            case TOP_K_ACCURACY -> {
                int k = key.parameter().intValue();
                yield meanOf(classification, row -> ProbabilityMetrics.inTopK(classification, row, k) ? 1 : 0);
            }
            default -> draws -> orNaN(new ClassificationMetrics(repeated(classification, draws)).of(key));
        };
    }

    private static ConfusionCounts counts(ClassificationOutcomes outcomes, int[] draws) {
        int labels = outcomes.labels().size();
        long[][] counts = new long[labels][labels + 1];
        for (int row = 0; row < draws.length; row++) {
            int predicted = outcomes.predicted(row);
            counts[outcomes.truth(row)][predicted == ClassificationOutcomes.OUTSIDE ? labels : predicted] += draws[row];
        }
        return new ConfusionCounts(counts);
    }

    private static ToDoubleFunction<int[]> meanOf(ClassificationOutcomes outcomes, IntToDoubleFunction losses) {
        double[] each = new double[outcomes.rows()];
        for (int row = 0; row < each.length; row++) {
            each[row] = losses.applyAsDouble(row);
        }
        return draws -> {
            Sum sum = new Sum();
            long rows = 0;
            for (int row = 0; row < each.length; row++) {
                sum.add(each[row] * draws[row]);
                rows += draws[row];
            }
            return sum.value() / rows;
        };
    }

    private static ClassificationOutcomes repeated(ClassificationOutcomes outcomes, int[] draws) {
        return outcomes.subset(IntStream.range(0, draws.length)
                .flatMap(row -> IntStream.generate(() -> row).limit(draws[row]))
                .toArray());
    }

    private static double orNaN(MetricValue value) {
        return value.value() == null ? Double.NaN : value.value();
    }
}
