package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * Integer counts by true and predicted label, from which every metric of labels is decided exactly. The last column
 * counts predictions outside the label list.
 */
public final class ConfusionCounts {
    private final long[][] counts;
    private final int labels;
    private final long[] trueSums;
    private final long[] predictedSums;
    private final long total;
    private final long correct;

    /** @param counts k rows of k + 1 counts; copied */
    public ConfusionCounts(long[][] counts) {
        this.labels = counts.length;
        this.counts = new long[labels][];
        this.trueSums = new long[labels];
        this.predictedSums = new long[labels + 1];
        long all = 0;
        long right = 0;
        for (int i = 0; i < labels; i++) {
            this.counts[i] = counts[i].clone();
            for (int j = 0; j <= labels; j++) {
                trueSums[i] += counts[i][j];
                predictedSums[j] += counts[i][j];
            }
            all += trueSums[i];
            right += counts[i][i];
        }
        this.total = all;
        this.correct = right;
    }

    public int labels() {
        return labels;
    }

    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** Rows whose true label this is. */
    public long trueSum(int label) {
        return trueSums[label];
    }

    /** Rows for which this label was predicted; index k: a label outside the list. */
    public long predictedSum(int label) {
        return predictedSums[label];
    }

    public long correct(int label) {
        return counts[label][label];
    }

    public long total() {
        return total;
    }

    public long correct() {
        return correct;
    }

    /** Predictions outside the label list. */
    public long outside() {
        return predictedSums[labels];
    }

    /** Predictions outside the label list, by true label. */
    long[] others() {
        long[] others = new long[labels];
        for (int i = 0; i < labels; i++) {
            others[i] = counts[i][labels];
        }
        return others;
    }

    /** The k x k counts, without predictions outside the label list. */
    long[][] within() {
        long[][] within = new long[labels][];
        for (int i = 0; i < labels; i++) {
            within[i] = Arrays.copyOf(counts[i], labels);
        }
        return within;
    }
}
