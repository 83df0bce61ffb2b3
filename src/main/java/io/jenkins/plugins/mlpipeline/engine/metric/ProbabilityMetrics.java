package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.function.IntToDoubleFunction;

/** Metrics of the predicted probabilities, with definitions as in scikit-learn. */
final class ProbabilityMetrics {
    /** The spacing of doubles at 1, 2^-52: where scikit-learn clips probabilities before it takes the logarithm. */
    static final double EPSILON = Math.ulp(1.0);

    private ProbabilityMetrics() {}

    /** The mean of -ln p(true label), with p clipped to [2^-52, 1 - 2^-52]. */
    static MetricValue logLoss(ClassificationOutcomes outcomes) {
        return mean(outcomes, logLosses(outcomes));
    }

    /** Binary: the mean of (y - p)^2 for one label. Multiclass: summed over the labels, not halved, so in [0, 2]. */
    static MetricValue brierScoreLoss(ClassificationOutcomes outcomes) {
        return mean(outcomes, brierLosses(outcomes));
    }

    /** The log loss of each row. */
    static IntToDoubleFunction logLosses(ClassificationOutcomes outcomes) {
        return row -> {
            double p = outcomes.probability(row, outcomes.truth(row));
            return -Math.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON));
        };
    }

    /** The Brier score of each row; not for use by two threads. */
    static IntToDoubleFunction brierLosses(ClassificationOutcomes outcomes) {
        int labels = outcomes.labels().size();
        // Both labels of a binary task have the same squared error; one is counted.
        int first = outcomes.task() == Task.BINARY ? 1 : 0;
        double[] p = new double[labels];
        return row -> {
            outcomes.probabilities(row, p);
            double sum = 0;
            for (int label = first; label < labels; label++) {
                double off = (outcomes.truth(row) == label ? 1 : 0) - p[label];
                sum += off * off;
            }
            return sum;
        };
    }

    private static MetricValue mean(ClassificationOutcomes outcomes, IntToDoubleFunction losses) {
        Sum sum = new Sum();
        if (outcomes.isConstant()) {
            // A row's loss depends on its label alone.
            for (int label = 0; label < outcomes.labels().size(); label++) {
                long rows = outcomes.confusion().trueSum(label);
                sum.add(rows == 0 ? 0 : rows * losses.applyAsDouble(outcomes.firstOf(label)));
            }
            return MetricValue.of(sum.value() / outcomes.rows(), outcomes.rows());
        }
        for (int row = 0; row < outcomes.rows(); row++) {
            sum.add(losses.applyAsDouble(row));
        }
        return MetricValue.of(sum.value() / outcomes.rows(), outcomes.rows());
    }

    /** Rows whose true label is among the k greatest scores; of equal scores, the later label goes first. */
    static Share topK(ClassificationOutcomes outcomes, int k) {
        long hits = 0;
        for (int row = 0; row < outcomes.rows(); row++) {
            hits += inTopK(outcomes, row, k) ? 1 : 0;
        }
        return new Share(hits, outcomes.rows());
    }

    /** Whether the true label of a row is among the k greatest scores. */
    static boolean inTopK(ClassificationOutcomes outcomes, int row, int k) {
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
