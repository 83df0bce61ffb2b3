package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/** The ranking of samples of the same rows: rows are ranked once, a sample is two tables of counts by distinct score. */
public final class DrawnRanking {
    private final int[] rankOf;
    private final boolean[] positive;
    /** Null where each row counts the same. */
    private final RowWeights weights;

    /** Sums by rank; of counts they are exact. */
    private final double[] positives;

    private final double[] negatives;

    public DrawnRanking(ClassificationOutcomes outcomes) {
        int rows = outcomes.rows();
        double[] scores = new double[rows];
        this.positive = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            // -0.0 and 0.0 are one score.
            scores[row] = outcomes.score(row, outcomes.positive()) + 0.0;
            positive[row] = outcomes.truth(row) == outcomes.positive();
        }
        double[] distinct = distinct(scores);
        this.rankOf = new int[rows];
        Arrays.setAll(rankOf, row -> Arrays.binarySearch(distinct, scores[row]));
        this.weights = outcomes.weights();
        this.positives = new double[distinct.length];
        this.negatives = new double[distinct.length];
    }

    /** The distinct numbers of some, ascending. */
    public static double[] distinct(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (double score : sorted) {
            if (count == 0 || score > sorted[count - 1]) {
                sorted[count++] = score;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** The area under the ROC curve of a sample; NaN with one class. */
    public double area(int[] draws) {
        count(draws);
        double doubled = 0;
        double positivesBelow = 0;
        double negativesBelow = 0;
        for (int rank = 0; rank < positives.length; rank++) {
            doubled += positives[rank] * (2 * negativesBelow + negatives[rank]);
            positivesBelow += positives[rank];
            negativesBelow += negatives[rank];
        }
        return doubled / (2.0 * positivesBelow * negativesBelow);
    }

    /** The average precision of a sample; NaN without a positive row. */
    public double averagePrecision(int[] draws) {
        count(draws);
        Sum sum = new Sum();
        double tp = 0;
        double fp = 0;
        for (int rank = positives.length - 1; rank >= 0; rank--) {
            tp += positives[rank];
            fp += negatives[rank];
            if (positives[rank] > 0) {
                sum.add(positives[rank] * tp / (tp + fp));
            }
        }
        return sum.value() / tp;
    }

    private void count(int[] draws) {
        Arrays.fill(positives, 0);
        Arrays.fill(negatives, 0);
        for (int row = 0; row < draws.length; row++) {
            (positive[row] ? positives : negatives)[rankOf[row]] +=
                    weights == null ? draws[row] : draws[row] * weights.of(row);
        }
    }
}
