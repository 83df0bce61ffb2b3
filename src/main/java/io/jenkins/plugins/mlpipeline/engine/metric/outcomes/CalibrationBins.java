package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.CalibrationBin;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows by predicted probability, in bins of equal width. Bin j of B holds probabilities in (j/B, (j+1)/B], the first one 0
 * too (the bins of scikit-learn's {@code calibration_curve}). Binary: the probability of the positive label against the
 * share of positive rows. Multiclass: the greatest probability of the row (the first label among equals) against the share
 * of rows whose true label that is (Guo et al. 2017).
 */
public final class CalibrationBins {
    private final double[] edges;
    private final long[] rows;
    /** What the rows of each bin count for, and those of them that are hits. */
    private final Sum[] weights;

    private final Sum[] hits;
    private final Sum[] scores;
    private final double total;
    private final boolean weighted;

    CalibrationBins(ClassificationOutcomes outcomes, int bins) {
        this.edges = new double[bins + 1];
        this.rows = new long[bins];
        this.weights = new Sum[bins];
        this.hits = new Sum[bins];
        this.scores = new Sum[bins];
        this.total = outcomes.confusionSums().total();
        this.weighted = outcomes.weights() != null;
        double step = 1.0 / bins;
        for (int j = 0; j < bins; j++) {
            edges[j] = j * step;
            weights[j] = new Sum();
            hits[j] = new Sum();
            scores[j] = new Sum();
        }
        edges[bins] = 1;
        if (outcomes.isConstant()) {
            int label = label(outcomes, 0);
            double hit = outcomes.confusionSums().trueSum(label);
            add(outcomes.probability(0, label), outcomes.rows(), total, hit);
            return;
        }
        for (int row = 0; row < outcomes.rows(); row++) {
            int label = label(outcomes, row);
            double weight = weighted ? outcomes.weights().of(row) : 1;
            add(outcomes.probability(row, label), 1, weight, outcomes.truth(row) == label ? weight : 0);
        }
    }

    /** The label whose probability is looked at. */
    private static int label(ClassificationOutcomes outcomes, int row) {
        return outcomes.task() == Task.BINARY ? outcomes.positive() : mostProbable(outcomes, row);
    }

    private static int mostProbable(ClassificationOutcomes outcomes, int row) {
        int best = 0;
        for (int label = 1; label < outcomes.labels().size(); label++) {
            if (outcomes.score(row, label) > outcomes.score(row, best)) {
                best = label;
            }
        }
        return best;
    }

    private void add(double probability, long count, double weight, double hit) {
        int bin = Math.min((int) (probability * rows.length), rows.length - 1);
        // The product is rounded; the edges decide.
        while (bin > 0 && probability <= edges[bin]) {
            bin--;
        }
        while (bin < rows.length - 1 && probability > edges[bin + 1]) {
            bin++;
        }
        rows[bin] += count;
        weights[bin].add(weight);
        hits[bin].add(hit);
        scores[bin].add(weight * probability);
    }

    /** Number of bins. */
    int count() {
        return rows.length;
    }

    /** The mean over what the rows count for of |share of hits - mean probability| of their bin. */
    public double expectedCalibrationError() {
        Sum sum = new Sum();
        for (int j = 0; j < rows.length; j++) {
            sum.add(Math.abs(hits[j].value() - scores[j].value()));
        }
        return sum.value() / total;
    }

    /** The bins that have rows which count for something. */
    List<CalibrationBin> bins() {
        List<CalibrationBin> bins = new ArrayList<>();
        for (int j = 0; j < rows.length; j++) {
            double weight = weights[j].value();
            if (weight > 0) {
                bins.add(new CalibrationBin(
                        edges[j],
                        edges[j + 1],
                        rows[j],
                        scores[j].value() / weight,
                        hits[j].value() / weight,
                        weighted ? weight : null));
            }
        }
        return bins;
    }
}
