package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;

/** Metrics of the predicted probabilities, with definitions as in scikit-learn. */
final class ProbabilityMetrics {
    /** The spacing of doubles at 1, 2^-52: where scikit-learn clips probabilities before it takes the logarithm. */
    static final double EPSILON = Math.ulp(1.0);

    private ProbabilityMetrics() {}

    /** The log loss of each row: -ln p(true label), with p clipped to [2^-52, 1 - 2^-52]. */
    static LabelLoss logLosses(ClassificationOutcomes outcomes) {
        return (row, truth) -> {
            double p = outcomes.probability(row, truth);
            return -Math.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON));
        };
    }

    /**
     * The Brier score of each row. Binary: (y - p)^2 for one label. Multiclass: summed over the labels, not halved, so in
     * [0, 2]. Not for use by two threads.
     */
    static LabelLoss brierLosses(ClassificationOutcomes outcomes) {
        int labels = outcomes.labels().size();
        // Both labels of a binary task have the same squared error; one is counted.
        int first = outcomes.task() == Task.BINARY ? 1 : 0;
        double[] p = new double[labels];
        return (row, truth) -> {
            outcomes.probabilities(row, p);
            double sum = 0;
            for (int label = first; label < labels; label++) {
                double off = (truth == label ? 1 : 0) - p[label];
                sum += off * off;
            }
            return sum;
        };
    }

    /** Rows whose true label is among the k greatest scores, which says nothing when all labels are. */
    static RowShare topK(int k) {
        return new RowShare(Needs.SCORES, outcomes -> row -> inTopK(outcomes, row, k), (outcomes, value) -> {
            int count = outcomes.labels().size();
            return k < count ? value : value.noting("meaningless: all " + count + " labels are among the first " + k);
        });
    }

    /** The distance of the bins' probabilities from what happened. */
    static MetricValue expectedCalibrationError(int bins, ClassificationOutcomes outcomes) {
        return MetricValue.of(outcomes.calibration(bins).expectedCalibrationError(), outcomes.rows());
    }

    /** Whether the true label of a row is among the k greatest scores; of equal scores, the later label goes first. */
    private static boolean inTopK(ClassificationOutcomes outcomes, int row, int k) {
        int truth = outcomes.truth(row);
        double own = outcomes.score(row, truth);
        int ahead = 0;
        for (int label = 0; label < outcomes.labels().size(); label++) {
            double other = outcomes.score(row, label);
            if (label > truth ? other >= own : other > own) {
                ahead++;
            }
        }
        return ahead < k;
    }
}
