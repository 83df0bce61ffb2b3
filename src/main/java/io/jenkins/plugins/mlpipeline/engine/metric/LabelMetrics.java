package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionSums;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.LabelShare;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.QuotedLabels;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Metrics of true and predicted labels, computed from what rows count for by both; definitions as in scikit-learn. No difference of
 * large numbers is taken, so that rows without weights, which are counted, have no rounding to speak of.
 */
final class LabelMetrics {

    private final ConfusionCounts counts;
    private final ConfusionSums sums;
    private final List<String> labels;
    private final int positive;

    /** @param positive index of the positive label, or {@link ClassificationOutcomes#NO_POSITIVE} */
    LabelMetrics(ConfusionCounts counts, List<String> labels, int positive) {
        this(counts, ConfusionSums.of(counts), labels, positive);
    }

    /** @param sums what the counted rows count for */
    LabelMetrics(ConfusionCounts counts, ConfusionSums sums, List<String> labels, int positive) {
        this.counts = counts;
        this.sums = sums;
        this.labels = labels;
        this.positive = positive;
    }

    static LabelMetrics of(ClassificationOutcomes outcomes) {
        return new LabelMetrics(outcomes.confusion(), outcomes.confusionSums(), outcomes.labels(), outcomes.positive());
    }

    /** Of a sample of the rows, in which each was drawn that often. */
    static LabelMetrics of(ClassificationOutcomes outcomes, int... draws) {
        int labels = outcomes.labels().size();
        RowWeights weights = outcomes.weights();
        long[][] counts = new long[labels][labels + 1];
        double[][] sums = weights == null ? null : new double[labels][labels + 1];
        for (int row = 0; row < draws.length; row++) {
            int predicted = outcomes.predicted(row);
            int column = predicted == ClassificationOutcomes.OUTSIDE ? labels : predicted;
            counts[outcomes.truth(row)][column] += draws[row];
            if (weights != null) {
                sums[outcomes.truth(row)][column] += draws[row] * weights.of(row);
            }
        }
        ConfusionCounts counted = new ConfusionCounts(counts);
        return new LabelMetrics(
                counted,
                weights == null ? ConfusionSums.of(counted) : new ConfusionSums(sums),
                outcomes.labels(),
                outcomes.positive());
    }

    MetricValue accuracy() {
        return MetricValue.of(sums.correct() / sums.total(), counts.total());
    }

    /** Rows predicted right. */
    Share correct() {
        return new Share(counts.correct(), counts.total());
    }

    /** Rows predicted right, row by row. */
    static RowValues correctRows(ClassificationOutcomes outcomes) {
        return RowValues.share(row -> outcomes.truth(row) == outcomes.predicted(row));
    }

    /** Rows of the positive label, and which of them were found. */
    static RowValues foundRows(ClassificationOutcomes outcomes) {
        return recallRows(outcomes, outcomes.positive());
    }

    /** Rows of the other label, and which of them were left alone. */
    static RowValues leftAloneRows(ClassificationOutcomes outcomes) {
        return recallRows(outcomes, 1 - outcomes.positive());
    }

    private static RowValues recallRows(ClassificationOutcomes outcomes, int label) {
        return RowValues.share(row -> outcomes.truth(row) == label, row -> outcomes.predicted(row) == label);
    }

    /** A metric of the positive label; {@code n} is its denominator for precision and recall, else the rows. */
    MetricValue ofPositive(LabelShare definition) {
        return ofLabel(definition, positive);
    }

    /** The counts behind a metric of the positive label. */
    Share countsOfPositive(LabelShare definition) {
        return definition.of(counts, positive);
    }

    /** The recall of the other label of a binary task. */
    MetricValue specificity() {
        return ofLabel(LabelShare.RECALL, 1 - positive);
    }

    /** Rows of the other label that were not flagged. */
    Share leftAlone() {
        return LabelShare.RECALL.of(counts, 1 - positive);
    }

    private MetricValue ofLabel(LabelShare definition, int label) {
        boolean proportion = definition == LabelShare.PRECISION || definition == LabelShare.RECALL;
        MetricValue value = MetricValue.of(
                definition.of(sums, label),
                proportion ? definition.of(counts, label).whole() : counts.total());
        return definition.isEmpty(sums, label) ? value.noting(definition.zeroDivision(quoted(i -> i == label))) : value;
    }

    /** (1 + b^2) tp / (b^2 actual + predicted). */
    MetricValue fbeta(double beta) {
        double square = beta * beta;
        if (!Double.isFinite(square)) {
            // The limit of a great beta: recall alone counts.
            return ofLabel(LabelShare.RECALL, positive);
        }
        double below = square * sums.trueSum(positive) + sums.predictedSum(positive);
        if (below == 0) {
            LabelShare empty = beta == 0 ? LabelShare.PRECISION : LabelShare.F1;
            return MetricValue.of(0, counts.total()).noting(empty.zeroDivision(quoted(i -> i == positive)));
        }
        return MetricValue.of((1 + square) * sums.correct(positive) / below, counts.total());
    }

    /** The unweighted mean over the declared labels, absent ones included. */
    MetricValue macro(LabelShare definition) {
        double sum = 0;
        for (int label = 0; label < counts.labels(); label++) {
            sum += definition.of(sums, label);
        }
        return averaged(definition, sum / counts.labels());
    }

    /** The mean over the labels, weighted by their rows. */
    MetricValue weighted(LabelShare definition) {
        double sum = 0;
        for (int label = 0; label < counts.labels(); label++) {
            sum += definition.of(sums, label) * sums.trueSum(label);
        }
        return averaged(definition, sum / sums.total());
    }

    /** The metric of all labels' counts added up. */
    MetricValue micro(LabelShare definition) {
        double predicted = sums.total() - sums.outside();
        MetricValue value = MetricValue.of(definition.of(sums.correct(), predicted, sums.total()), counts.total());
        return definition.isEmpty(sums.correct(), predicted, sums.total())
                ? value.noting("0/0 taken as 0: no prediction is in the label list")
                : value;
    }

    /** The mean recall of the labels that occur. */
    MetricValue balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int label = 0; label < counts.labels(); label++) {
            if (sums.trueSum(label) > 0) {
                sum += LabelShare.RECALL.of(sums, label);
                present++;
            }
        }
        MetricValue value = MetricValue.of(sum / present, counts.total());
        return present == counts.labels()
                ? value
                : value.noting("left out, because no row is: " + quoted(i -> !(sums.trueSum(i) > 0)));
    }

    /** The k-th root of the product of the labels' recalls (Kubat and Matwin 1997); a label that no row has counts 0. */
    MetricValue geometricMean() {
        double logs = 0;
        double product = 1;
        for (int label = 0; label < counts.labels(); label++) {
            double recall = LabelShare.RECALL.of(sums, label);
            logs += Math.log(recall);
            product *= recall;
        }
        // The root of two recalls is exact where they are equal; a product of many would vanish.
        return averaged(
                LabelShare.RECALL, counts.labels() == 2 ? Math.sqrt(product) : Math.exp(logs / counts.labels()));
    }

    /** Gorodkin's R_K (2004) for any number of labels; 0 when truth or prediction is constant. */
    MetricValue matthewsCorrcoef() {
        double[] truth = marginals(true);
        double[] predicted = marginals(false);
        double truths = sumOfProducts(truth, others(truth));
        double predictions = sumOfProducts(predicted, others(predicted));
        if (!(truths > 0) || !(predictions > 0)) {
            String constant = truths > 0 ? "the predicted label" : "the true label";
            return MetricValue.of(0, counts.total()).noting("taken as 0: " + constant + " is the same in all rows");
        }
        double both = 0;
        for (int label = 0; label < counts.labels(); label++) {
            double tp = sums.correct(label);
            double fn = truth[label] - tp;
            double fp = predicted[label] - tp;
            both += tp * (sums.total() - tp - fn - fp) - fn * fp;
        }
        return MetricValue.of(both / Math.sqrt(truths * predictions), counts.total());
    }

    /** Cohen's kappa (1960): 1 - observed / expected disagreement. */
    MetricValue cohenKappa() {
        double expected = sumOfProducts(marginals(true), others(marginals(false)));
        if (!(expected > 0)) {
            return MetricValue.undefined(
                    "every row has and was predicted the same label, so that no agreement by chance "
                            + "can be told from any other");
        }
        double observed = (sums.total() - sums.correct()) * sums.total();
        return MetricValue.of(1 - observed / expected, counts.total());
    }

    /** By label; a prediction outside the list is one more class, which is never true. */
    private double[] marginals(boolean truth) {
        double[] marginals = new double[counts.labels() + 1];
        for (int label = 0; label < marginals.length; label++) {
            marginals[label] = truth ? label == counts.labels() ? 0 : sums.trueSum(label) : sums.predictedSum(label);
        }
        return marginals;
    }

    /** For each, the sum of the others. */
    private static double[] others(double... numbers) {
        double[] others = new double[numbers.length];
        double before = 0;
        double behind = 0;
        for (int i = 0; i < numbers.length; i++) {
            others[i] += before;
            before += numbers[i];
            others[numbers.length - 1 - i] += behind;
            behind += numbers[numbers.length - 1 - i];
        }
        return others;
    }

    private static double sumOfProducts(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    private MetricValue averaged(LabelShare definition, double mean) {
        MetricValue value = MetricValue.of(mean, counts.total());
        IntPredicate empty = label -> definition.isEmpty(sums, label);
        return IntStream.range(0, counts.labels()).anyMatch(empty)
                ? value.noting(definition.zeroDivision(quoted(empty)))
                : value;
    }

    private String quoted(IntPredicate which) {
        return QuotedLabels.of(labels, which);
    }
}
