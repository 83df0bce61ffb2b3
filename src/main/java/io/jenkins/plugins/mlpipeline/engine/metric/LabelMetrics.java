package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Metrics of true and predicted labels, computed from integer counts; definitions as in scikit-learn. */
final class LabelMetrics {
    private static final int MOST_NAMED = 5;

    private final ConfusionCounts counts;
    private final List<String> labels;

    LabelMetrics(ConfusionCounts counts, List<String> labels) {
        this.counts = counts;
        this.labels = labels;
    }

    /**
     * The value of a metric of labels.
     *
     * @param positive index of the positive label; used by metrics of one label alone
     */
    MetricValue of(MetricKey key, int positive) {
        return switch (key.metric()) {
            case ACCURACY -> MetricValue.of(accuracy().value(), counts.total());
            case BALANCED_ACCURACY -> balancedAccuracy();
            case PRECISION -> ofLabel(LabelShare.PRECISION, positive);
            case RECALL -> ofLabel(LabelShare.RECALL, positive);
            case F1 -> ofLabel(LabelShare.F1, positive);
            case FBETA -> fbeta(key.parameter(), positive);
            case JACCARD -> ofLabel(LabelShare.JACCARD, positive);
            case SPECIFICITY -> ofLabel(LabelShare.RECALL, 1 - positive);
            case PRECISION_MACRO -> macro(LabelShare.PRECISION);
            case PRECISION_MICRO -> micro(LabelShare.PRECISION);
            case PRECISION_WEIGHTED -> weighted(LabelShare.PRECISION);
            case RECALL_MACRO -> macro(LabelShare.RECALL);
            case RECALL_MICRO -> micro(LabelShare.RECALL);
            case RECALL_WEIGHTED -> weighted(LabelShare.RECALL);
            case F1_MACRO -> macro(LabelShare.F1);
            case F1_MICRO -> micro(LabelShare.F1);
            case F1_WEIGHTED -> weighted(LabelShare.F1);
            case JACCARD_MACRO -> macro(LabelShare.JACCARD);
            case JACCARD_MICRO -> micro(LabelShare.JACCARD);
            case JACCARD_WEIGHTED -> weighted(LabelShare.JACCARD);
            case MATTHEWS_CORRCOEF -> matthewsCorrcoef();
            case COHEN_KAPPA -> cohenKappa();
            default -> throw new IllegalArgumentException("not a metric of labels: " + key);
        };
    }

    /** Whether {@link #of} knows the metric: whether it needs true and predicted labels alone. */
    static boolean knows(Metric metric) {
        return switch (metric) {
            case ROC_AUC,
                    ROC_AUC_OVR,
                    ROC_AUC_OVO,
                    ROC_AUC_OVR_WEIGHTED,
                    ROC_AUC_OVO_WEIGHTED,
                    AVERAGE_PRECISION,
                    LOG_LOSS,
                    BRIER_SCORE_LOSS,
                    TOP_K_ACCURACY,
                    EXPECTED_CALIBRATION_ERROR -> false;
            default -> metric.family() == Metric.Family.CLASSIFICATION;
        };
    }

    /** Rows predicted right. */
    Share accuracy() {
        return new Share(counts.correct(), counts.total());
    }

    /** A metric of one label; {@code n} is its denominator for precision and recall, else the rows. */
    MetricValue ofLabel(LabelShare definition, int label) {
        Share share = definition.of(counts, label);
        boolean proportion = definition == LabelShare.PRECISION || definition == LabelShare.RECALL;
        MetricValue value = MetricValue.of(share.value(), proportion ? share.whole() : counts.total());
        return share.isZeroDivision() ? value.noting(definition.zeroDivision(quoted(i -> i == label))) : value;
    }

    /** (1 + b^2) tp / (b^2 actual + predicted). */
    MetricValue fbeta(double beta, int label) {
        double square = beta * beta;
        if (!Double.isFinite(square)) {
            // The limit of a great beta: recall alone counts.
            return ofLabel(LabelShare.RECALL, label);
        }
        double below = square * counts.trueSum(label) + counts.predictedSum(label);
        if (below == 0) {
            LabelShare empty = beta == 0 ? LabelShare.PRECISION : LabelShare.F1;
            return MetricValue.of(0, counts.total()).noting(empty.zeroDivision(quoted(i -> i == label)));
        }
        return MetricValue.of((1 + square) * counts.correct(label) / below, counts.total());
    }

    /** The unweighted mean over the declared labels, absent ones included. */
    MetricValue macro(LabelShare definition) {
        double sum = 0;
        for (int label = 0; label < counts.labels(); label++) {
            sum += definition.of(counts, label).value();
        }
        return averaged(definition, sum / counts.labels());
    }

    /** The mean over the labels, weighted by their rows. */
    MetricValue weighted(LabelShare definition) {
        double sum = 0;
        for (int label = 0; label < counts.labels(); label++) {
            sum += definition.of(counts, label).value() * counts.trueSum(label);
        }
        return averaged(definition, sum / counts.total());
    }

    /** The metric of all labels' counts added up. */
    MetricValue micro(LabelShare definition) {
        long predicted = counts.total() - counts.outside();
        Share share = definition.of(counts.correct(), predicted, counts.total());
        MetricValue value = MetricValue.of(share.value(), counts.total());
        return share.isZeroDivision() ? value.noting("0/0 taken as 0: no prediction is in the label list") : value;
    }

    /** The mean recall of the labels that occur. */
    MetricValue balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int label = 0; label < counts.labels(); label++) {
            if (counts.trueSum(label) > 0) {
                sum += LabelShare.RECALL.of(counts, label).value();
                present++;
            }
        }
        MetricValue value = MetricValue.of(sum / present, counts.total());
        return present == counts.labels()
                ? value
                : value.noting("left out, because no row is: " + quoted(i -> counts.trueSum(i) == 0));
    }

    /** Gorodkin's R_K (2004) for any number of labels; 0 when truth or prediction is constant. */
    MetricValue matthewsCorrcoef() {
        double truths = (double) (squaredTotal() - sumOfProducts(true, true));
        double predictions = (double) (squaredTotal() - sumOfProducts(false, false));
        if (truths == 0 || predictions == 0) {
            String constant = truths == 0 ? "the true label" : "the predicted label";
            return MetricValue.of(0, counts.total()).noting("taken as 0: " + constant + " is the same in all rows");
        }
        double both = (double) (counts.correct() * counts.total() - sumOfProducts(true, false));
        return MetricValue.of(both / Math.sqrt(truths * predictions), counts.total());
    }

    /** Cohen's kappa (1960): 1 - observed / expected disagreement. */
    MetricValue cohenKappa() {
        long expected = squaredTotal() - sumOfProducts(true, false);
        if (expected == 0) {
            return MetricValue.undefined(
                    "every row has and was predicted the same label, so that no agreement by chance "
                            + "can be told from any other");
        }
        long observed = (counts.total() - counts.correct()) * counts.total();
        return MetricValue.of(1 - (double) observed / expected, counts.total());
    }

    // Products of counts: rows are at most 2^31, so that these fit a long.
    private long squaredTotal() {
        return counts.total() * counts.total();
    }

    private long sumOfProducts(boolean leftIsTruth, boolean rightIsTruth) {
        long sum = 0;
        // A prediction outside the list is one more class, which is never true.
        for (int label = 0; label <= counts.labels(); label++) {
            sum += marginal(leftIsTruth, label) * marginal(rightIsTruth, label);
        }
        return sum;
    }

    private long marginal(boolean truth, int label) {
        if (truth) {
            return label == counts.labels() ? 0 : counts.trueSum(label);
        }
        return counts.predictedSum(label);
    }

    private MetricValue averaged(LabelShare definition, double mean) {
        MetricValue value = MetricValue.of(mean, counts.total());
        IntPredicate empty = label -> definition.of(counts, label).isZeroDivision();
        return IntStream.range(0, counts.labels()).anyMatch(empty)
                ? value.noting(definition.zeroDivision(quoted(empty)))
                : value;
    }

    private String quoted(IntPredicate which) {
        return quoted(labels, which);
    }

    /** The labels that are meant, quoted; a long list is cut. */
    static String quoted(List<String> labels, IntPredicate which) {
        List<String> named = IntStream.range(0, labels.size())
                .filter(which)
                .mapToObj(i -> '"' + labels.get(i) + '"')
                .toList();
        String text = named.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return named.size() > MOST_NAMED ? text + " and " + (named.size() - MOST_NAMED) + " more" : text;
    }
}
