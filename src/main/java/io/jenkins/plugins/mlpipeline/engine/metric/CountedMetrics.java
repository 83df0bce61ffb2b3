package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionSums;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Metrics of labels from a confusion matrix alone, to compute again what a document says. */
public final class CountedMetrics {
    private final ConfusionCounts counts;
    private final ConfusionSums sums;
    private final LabelMetrics labels;
    private final int positive;

    /**
     * @param matrix k x k counts of at most 2^31 - 1 rows in all, none negative; where it has weights, metrics are of these
     * @param posLabel one of the matrix's labels, or null
     */
    public CountedMetrics(ConfusionMatrix matrix, String posLabel) {
        int k = matrix.labels().size();
        long[][] all = new long[k][];
        for (int i = 0; i < k; i++) {
            all[i] = Arrays.copyOf(matrix.counts()[i], k + 1);
            all[i][k] = matrix.others() == null ? 0 : matrix.others()[i];
        }
        this.counts = new ConfusionCounts(all);
        this.sums = matrix.weights() == null ? ConfusionSums.of(counts) : weights(matrix);
        this.positive =
                k == 2 && posLabel != null ? matrix.labels().indexOf(posLabel) : ClassificationOutcomes.NO_POSITIVE;
        this.labels = new LabelMetrics(counts, sums, matrix.labels(), positive);
    }

    private static ConfusionSums weights(ConfusionMatrix matrix) {
        int k = matrix.labels().size();
        double[][] all = new double[k][];
        for (int i = 0; i < k; i++) {
            all[i] = Arrays.copyOf(matrix.weights()[i], k + 1);
            all[i][k] = matrix.otherWeights() == null ? 0 : matrix.otherWeights()[i];
        }
        return new ConfusionSums(all);
    }

    /** Two labels and every row by its truth and whether it is predicted positive; no other prediction. */
    public static CountedMetrics binary(
            long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
        return new CountedMetrics(
                new ConfusionMatrix(
                        List.of("negative", "positive"),
                        new long[][] {{trueNegatives, falsePositives}, {falseNegatives, truePositives}},
                        null),
                "positive");
    }

    /** The same of sums of weights. */
    public static CountedMetrics binary(
            double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {
        return new CountedMetrics(
                new ConfusionMatrix(
                        List.of("negative", "positive"),
                        new long[2][2],
                        null,
                        new double[][] {{trueNegatives, falsePositives}, {falseNegatives, truePositives}},
                        null),
                "positive");
    }

    /** What rows count for by true and predicted label. */
    public ConfusionSums sums() {
        return sums;
    }

    /** The metric, without an interval; empty when labels alone don't say it, or no label is positive. */
    public Optional<MetricValue> of(CatalogueKey key) {
        if (key instanceof ErrorCostKey cost) {
            return positive >= 0 && cost.columns(Map.of()).isEmpty()
                    ? Optional.of(CostFormula.value(sums, counts.total(), cost.costs(positive)))
                    : Optional.empty();
        }
        return formula(key).map(formula -> formula.value(labels));
    }

    /** The counts behind a share of rows; empty for other metrics and without a trial. */
    public Optional<Proportion> proportion(CatalogueKey key) {
        return formula(key)
                .flatMap(formula -> formula.counts(labels))
                .filter(share -> !share.isZeroDivision())
                .map(share -> new Proportion(share.part(), share.whole()));
    }

    private Optional<LabelFormula> formula(CatalogueKey key) {
        return key.metric().family() == Metric.Family.CLASSIFICATION
                        && key.formula() instanceof LabelFormula formula
                        && (positive >= 0 || formula.needs() != Needs.POSITIVE_LABEL)
                ? Optional.of(formula)
                : Optional.empty();
    }
}
