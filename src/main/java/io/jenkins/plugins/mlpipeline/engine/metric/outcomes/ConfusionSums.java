package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * What rows count for by true and predicted label: their number where each counts the same, else the sum of their weights. The
 * last column is for predictions outside the label list.
 */
public final class ConfusionSums {
    private final double[][] sums;
    private final int labels;
    private final double[] trueSums;
    private final double[] predictedSums;
    private final double total;
    private final double correct;

    /** @param sums k rows of k + 1 sums, none negative; not copied */
    public ConfusionSums(double[][] sums) {
        this.sums = sums;
        this.labels = sums.length;
        this.trueSums = new double[labels];
        this.predictedSums = new double[labels + 1];
        double all = 0;
        double right = 0;
        for (int i = 0; i < labels; i++) {
            for (int j = 0; j <= labels; j++) {
                trueSums[i] += sums[i][j];
                predictedSums[j] += sums[i][j];
            }
            all += trueSums[i];
            right += sums[i][i];
        }
        this.total = all;
        this.correct = right;
    }

    /** Where each row counts the same. */
    public static ConfusionSums of(ConfusionCounts counts) {
        double[][] sums = new double[counts.labels()][counts.labels() + 1];
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < sums[i].length; j++) {
                sums[i][j] = counts.count(i, j);
            }
        }
        return new ConfusionSums(sums);
    }

    public int labels() {
        return labels;
    }

    public double of(int truth, int predicted) {
        return sums[truth][predicted];
    }

    /** Of the rows whose true label this is. */
    public double trueSum(int label) {
        return trueSums[label];
    }

    /** Of the rows for which this label was predicted; index k: a label outside the list. */
    public double predictedSum(int label) {
        return predictedSums[label];
    }

    public double correct(int label) {
        return sums[label][label];
    }

    public double total() {
        return total;
    }

    public double correct() {
        return correct;
    }

    /** Of the rows whose prediction is outside the label list. */
    public double outside() {
        return predictedSums[labels];
    }

    /** The same by true label. */
    double[] others() {
        double[] others = new double[labels];
        Arrays.setAll(others, i -> sums[i][labels]);
        return others;
    }

    /** The k x k sums, without predictions outside the label list. */
    double[][] within() {
        double[][] within = new double[labels][];
        Arrays.setAll(within, i -> Arrays.copyOf(sums[i], labels));
        return within;
    }
}
