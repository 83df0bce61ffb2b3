package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;

/** Metrics of the predicted probabilities, with definitions as in scikit-learn. */
final class ProbabilityMetrics {
    /** The spacing of doubles at 1, 2^-52: where scikit-learn clips probabilities before it takes the logarithm. */
    static final double EPSILON = Math.ulp(1.0);

    private ProbabilityMetrics() {}

    /** The mean of -ln p(true label), with p clipped to [2^-52, 1 - 2^-52]. */
    static MetricValue logLoss(ClassificationOutcomes outcomes) {
        Sum sum = new Sum();
        for (int row = 0; row < outcomes.rows(); row++) {
            double p = outcomes.probability(row, outcomes.truth(row));
            sum.add(-Math.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON)));
        }
        return MetricValue.of(sum.value() / outcomes.rows(), outcomes.rows());
    }

    /** Binary: the mean of (y - p)^2 for one label. Multiclass: summed over the labels, not halved, so in [0, 2]. */
    static MetricValue brierScoreLoss(ClassificationOutcomes outcomes) {
        int labels = outcomes.labels().size();
        // Both labels of a binary task have the same squared error; one is counted.
        int first = outcomes.task() != Task.BINARY ? 0 : outcomes.positive() == 0 ? 0 : 1;
        int last = outcomes.task() != Task.BINARY ? labels - 1 : first;
        double[] p = new double[labels];
        Sum sum = new Sum();
        for (int row = 0; row < outcomes.rows(); row++) {
            outcomes.probabilities(row, p);
            for (int label = first; label <= last; label++) {
                double off = (outcomes.truth(row) == label ? 1 : 0) - p[label];
                sum.add(off * off);
            }
        }
        return MetricValue.of(sum.value() / outcomes.rows(), outcomes.rows());
    }

    /** Rows whose true label is among the k greatest scores; of equal scores, the later label goes first. */
    static Share topK(ClassificationOutcomes outcomes, int k) {
        long hits = 0;
        int labels = outcomes.labels().size();
        for (int row = 0; row < outcomes.rows(); row++) {
            int truth = outcomes.truth(row);
            double own = outcomes.score(row, truth);
            int ahead = 0;
            for (int label = 0; label < labels; label++) {
                double other = outcomes.score(row, label);
                if (other > own || (other == own && label > truth)) {
                    ahead++;
                }
            }
            hits += ahead < k ? 1 : 0;
        }
        return new Share(hits, outcomes.rows());
    }
}
