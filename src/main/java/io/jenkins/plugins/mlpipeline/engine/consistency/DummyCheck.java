package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionSums;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A model without features, which answers the same for every row, so that the counts of labels say what it reaches. Where its
 * answer comes from training rows, that is some label, and its losses are at least those of the evaluated rows' own shares.
 */
final class DummyCheck {
    private static final String WITNESS = "its counts of labels";
    private static final double CALIBRATED = 1e-9;
    private static final double SQUARE_ROOT = 1e-7;
    private static final String OF = " of the model without features";

    private final long[] counts;
    /** What the rows of each label count for: 1 each without weights. */
    private final double[] rows;

    private final double total;
    private final ConfusionMatrix matrix;
    private final String posLabel;
    private final Map<String, MetricValue> metrics;
    private final boolean own;

    private DummyCheck(Evaluation evaluation) {
        this.matrix = evaluation.confusionMatrix();
        this.posLabel = evaluation.posLabel();
        this.metrics = Part.present(evaluation.dummy().metrics());
        this.own = "evaluation".equals(evaluation.dummy().source());
        this.counts = new long[matrix.labels().size()];
        this.rows = new double[counts.length];
        ConfusionSums sums = new CountedMetrics(matrix, null).sums();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = sums.trueSum(i);
            counts[i] = Arrays.stream(matrix.counts()[i]).sum() + (matrix.others() == null ? 0 : matrix.others()[i]);
        }
        this.total = Arrays.stream(rows).sum();
    }

    static void check(Evaluation evaluation, Contradictions found) {
        if (evaluation.dummy() == null || evaluation.dummy().metrics() == null) {
            return;
        }
        if (evaluation.task() != null && !evaluation.task().isClassification()) {
            RegressionCheck.check(
                    Part.present(evaluation.dummy().metrics()),
                    OF,
                    Part.all(evaluation).isWeighted() ? null : evaluation.data().rows(),
                    found);
        } else if (evaluation.confusionMatrix() != null) {
            new DummyCheck(evaluation).labels(found);
        }
    }

    private void labels(Contradictions found) {
        if (total == 0) {
            return;
        }
        if (own) {
            answering(mostFrequent(), found);
            return;
        }
        Optional<Contradiction> first = Optional.empty();
        for (int label = 0; label < rows.length; label++) {
            Contradictions tried = new Contradictions();
            answering(label, tried);
            if (tried.first().isEmpty()) {
                return;
            }
            first = first.isEmpty() || label == mostFrequent() ? tried.first() : first;
        }
        first.ifPresent(found::keep);
    }

    private int mostFrequent() {
        int most = 0;
        for (int label = 1; label < rows.length; label++) {
            most = rows[label] > rows[most] ? label : most;
        }
        return most;
    }

    private void answering(int label, Contradictions found) {
        long[][] answers = new long[rows.length][rows.length];
        double[][] weights = new double[rows.length][rows.length];
        for (int truth = 0; truth < rows.length; truth++) {
            answers[truth][label] = counts[truth];
            weights[truth][label] = rows[truth];
        }
        CountedMetrics counted = new CountedMetrics(
                new ConfusionMatrix(matrix.labels(), answers, null, matrix.weights() == null ? null : weights, null),
                posLabel);
        metrics.forEach((written, said) -> Part.key(written)
                .flatMap(counted::of)
                .ifPresent(computed -> found.same(written + OF, said, computed, WITNESS)));
        losses(label, found);
        for (Metric area : new Metric[] {
            Metric.ROC_AUC,
            Metric.ROC_AUC_OVR,
            Metric.ROC_AUC_OVO,
            Metric.ROC_AUC_OVR_WEIGHTED,
            Metric.ROC_AUC_OVO_WEIGHTED
        }) {
            same(area, 0.5, found);
        }
        int positive = posLabel == null ? -1 : matrix.labels().indexOf(posLabel);
        if (positive >= 0) {
            same(Metric.AVERAGE_PRECISION, rows[positive] / total, found);
        }
    }

    /**
     * With the evaluated rows' own shares as probabilities, which are then calibrated, losses are known. Else they are more, and of
     * two labels one says the other: the probability that it is made with follows but for the side on which it lies.
     */
    private void losses(int label, Contradictions found) {
        double entropy = 0;
        double squares = 0;
        for (double count : rows) {
            double share = count / total;
            entropy -= count == 0 ? 0 : share * Math.log(share);
            squares += share * share;
        }
        Double error = Part.value(metrics, Metric.EXPECTED_CALIBRATION_ERROR);
        boolean exact = own && error != null && error < CALIBRATED;
        // Of two labels one is counted.
        double brier = (1 - squares) / (rows.length == 2 ? 2 : 1);
        loss(Metric.LOG_LOSS, entropy, exact, found);
        loss(Metric.BRIER_SCORE_LOSS, brier, exact, found);
        Double square = Part.value(metrics, Metric.BRIER_SCORE_LOSS);
        Double log = Part.value(metrics, Metric.LOG_LOSS);
        if (square == null || log == null) {
            return;
        }
        double excess = Math.max(0, square - brier);
        if (rows.length == 2) {
            byProbability(label, Math.sqrt(excess), log, found);
        } else {
            // Pinsker's inequality.
            found.between(
                    Metric.LOG_LOSS.key() + OF,
                    log,
                    entropy + excess / 2 - CALIBRATED,
                    Double.POSITIVE_INFINITY,
                    "its " + Metric.BRIER_SCORE_LOSS.key() + " and counts of labels");
        }
    }

    /**
     * The log loss of two labels.
     *
     * @param label that is answered, which is the one with the greater probability
     * @param off how far the probability is from the share of the label's rows
     */
    private void byProbability(int label, double off, double said, Contradictions found) {
        double share = rows[label] / total;
        double most = share + off;
        double least = share - off;
        boolean both = least >= 0.5 && most < 1;
        double nearest =
                both && Math.abs(said - logLoss(share, least)) < Math.abs(said - logLoss(share, most)) || most >= 1
                        ? least
                        : most;
        if (nearest > 0 && nearest < 1) {
            // The square root of a rounded number has half of its digits.
            double slack = SQUARE_ROOT / Math.min(nearest, 1 - nearest);
            found.between(
                    Metric.LOG_LOSS.key() + OF,
                    said,
                    logLoss(share, nearest) - slack,
                    logLoss(share, nearest) + slack,
                    "its " + Metric.BRIER_SCORE_LOSS.key() + " and counts of labels");
        }
    }

    private static double logLoss(double share, double probability) {
        return -share * Math.log(probability) - (1 - share) * Math.log(1 - probability);
    }

    private void loss(Metric metric, double computed, boolean exact, Contradictions found) {
        Double said = Part.value(metrics, metric);
        if (said != null) {
            found.between(
                    metric.key() + OF,
                    said,
                    computed - CALIBRATED,
                    exact ? computed + CALIBRATED : Double.POSITIVE_INFINITY,
                    WITNESS);
        }
    }

    private void same(Metric metric, double computed, Contradictions found) {
        Double said = Part.value(metrics, metric);
        if (said != null) {
            found.same(metric.key() + OF, said, computed, 1, WITNESS);
        }
    }
}
