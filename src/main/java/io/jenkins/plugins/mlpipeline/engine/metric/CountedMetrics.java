package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Metrics of labels from a confusion matrix alone, to compute again what a document says. */
public final class CountedMetrics {
    private final ConfusionCounts counts;
    private final LabelMetrics labels;
    private final int positive;

    /**
     * @param matrix k x k counts of at most 2^31 - 1 rows in all, none negative
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
        this.labels = new LabelMetrics(counts, matrix.labels());
        this.positive = k == 2 && posLabel != null ? matrix.labels().indexOf(posLabel) : -1;
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

    /** The metric; empty when labels alone don't say it, or no label is positive. */
    public Optional<MetricValue> of(MetricKey key) {
        if (!LabelMetrics.knows(key.metric()) || isOfOneLabel(key.metric()) && positive < 0) {
            return Optional.empty();
        }
        return Optional.of(labels.of(key, positive));
    }

    /** The counts behind a share of rows; empty for other metrics and without a trial. */
    public Optional<Proportion> proportion(Metric metric) {
        if (isOfOneLabel(metric) && positive < 0) {
            return Optional.empty();
        }
        Share share =
                switch (metric) {
                    case ACCURACY -> labels.accuracy();
                    case RECALL -> LabelShare.RECALL.of(counts, positive);
                    case PRECISION -> LabelShare.PRECISION.of(counts, positive);
                    case SPECIFICITY -> LabelShare.RECALL.of(counts, 1 - positive);
                    default -> new Share(0, 0);
                };
        return share.whole() == 0 ? Optional.empty() : Optional.of(new Proportion(share.part(), share.whole()));
    }

    private static boolean isOfOneLabel(Metric metric) {
        return switch (metric) {
            case PRECISION, RECALL, F1, FBETA, JACCARD, SPECIFICITY -> true;
            default -> false;
        };
    }
}
