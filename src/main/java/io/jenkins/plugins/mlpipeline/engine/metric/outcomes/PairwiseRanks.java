package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.Arrays;

/**
 * Areas under multiclass ROC curves. For every label a, its scores are sorted once by true label; the rightly ranked
 * pairs of a against each other label b then give both one-vs-one (Hand and Till 2001) and, added up over b, one-vs-rest.
 */
public final class PairwiseRanks {
    private final ClassificationOutcomes outcomes;
    private final ConfusionCounts counts;

    /** {@code doubled[a][b]}: twice the pairs of a row of a and a row of b in which a's score is greater for the first. */
    private final long[][] doubled;

    PairwiseRanks(ClassificationOutcomes outcomes) {
        this.outcomes = outcomes;
        this.counts = outcomes.confusion();
        int labels = counts.labels();
        this.doubled = new long[labels][labels];
        if (outcomes.weights() != null) {
            return;
        }
        for (int a = 0; a < labels; a++) {
            if (counts.trueSum(a) > 0) {
                double[][] byTruth = sortedByTruth(a);
                for (int b = 0; b < labels; b++) {
                    doubled[a][b] = a == b ? 0 : Ranking.doubledWins(byTruth[a], byTruth[b]);
                }
            }
        }
    }

    private double[][] sortedByTruth(int label) {
        double[][] byTruth = new double[counts.labels()][];
        for (int truth = 0; truth < byTruth.length; truth++) {
            byTruth[truth] = new double[Math.toIntExact(counts.trueSum(truth))];
        }
        int[] filled = new int[byTruth.length];
        for (int row = 0; row < outcomes.rows(); row++) {
            int truth = outcomes.truth(row);
            byTruth[truth][filled[truth]++] = outcomes.score(row, label);
        }
        for (double[] scores : byTruth) {
            Arrays.sort(scores);
        }
        return byTruth;
    }

    /** The mean over the labels of one against the rest; weighted by the label's rows where absent labels weigh nothing. */
    public MetricValue oneVsRest(boolean weighted) {
        if (present() < 2) {
            return oneClass();
        }
        if (!weighted && present() < counts.labels()) {
            return MetricValue.undefined(
                    "no row is " + absent() + ", so its curve against the rest has no positive row");
        }
        if (outcomes.weights() != null) {
            return weighted(weighted);
        }
        double sum = 0;
        for (int a = 0; a < counts.labels(); a++) {
            if (counts.trueSum(a) > 0) {
                long wins = Arrays.stream(doubled[a]).sum();
                double area = wins / (2.0 * counts.trueSum(a) * (counts.total() - counts.trueSum(a)));
                sum += weighted ? area * counts.trueSum(a) : area;
            }
        }
        return leavingOutAbsent(MetricValue.of(sum / (weighted ? counts.total() : counts.labels()), counts.total()));
    }

    /** One against the rest of rows that have weights. */
    private MetricValue weighted(boolean byLabel) {
        ConfusionSums sums = outcomes.confusionSums();
        double sum = 0;
        for (int a = 0; a < counts.labels(); a++) {
            if (isPresent(a)) {
                double area = WeightedRanking.of(outcomes, a).area();
                sum += byLabel ? area * sums.trueSum(a) : area;
            }
        }
        return leavingOutAbsent(MetricValue.of(sum / (byLabel ? sums.total() : counts.labels()), counts.total()));
    }

    /** The mean over the pairs of labels that occur; weighted by the pair's rows. Undefined for rows that have weights. */
    public MetricValue oneVsOne(boolean weighted) {
        if (outcomes.weights() != null) {
            return MetricValue.undefined(
                    "areas of one label against one other have no agreed form for rows with weights (scikit-learn refuses"
                            + " them, too); roc_auc_ovr has");
        }
        if (present() < 2) {
            return oneClass();
        }
        double sum = 0;
        double weights = 0;
        for (int a = 0; a < counts.labels(); a++) {
            for (int b = a + 1; b < counts.labels(); b++) {
                if (counts.trueSum(a) > 0 && counts.trueSum(b) > 0) {
                    double weight = weighted ? counts.trueSum(a) + counts.trueSum(b) : 1;
                    double pairs = 4.0 * counts.trueSum(a) * counts.trueSum(b);
                    sum += weight * ((double) doubled[a][b] + doubled[b][a]) / pairs;
                    weights += weight;
                }
            }
        }
        return leavingOutAbsent(MetricValue.of(sum / weights, counts.total()));
    }

    private MetricValue leavingOutAbsent(MetricValue value) {
        return present() == counts.labels() ? value : value.noting("left out, because no row is: " + absent());
    }

    /** Whether a row that counts for anything is of a label. */
    private boolean isPresent(int label) {
        return outcomes.confusionSums().trueSum(label) > 0;
    }

    private int present() {
        int present = 0;
        for (int label = 0; label < counts.labels(); label++) {
            present += isPresent(label) ? 1 : 0;
        }
        return present;
    }

    private String absent() {
        return QuotedLabels.of(outcomes.labels(), label -> !isPresent(label));
    }

    private MetricValue oneClass() {
        return MetricValue.undefined(QuotedLabels.onlyOneClass(outcomes));
    }
}
