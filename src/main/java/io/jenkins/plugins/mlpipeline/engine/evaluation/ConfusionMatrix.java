package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;

/**
 * Counts of rows by true and predicted label.
 *
 * @param labels k labels in their declared order
 * @param counts k x k; {@code counts[i][j]} rows whose true label is {@code labels[i]} were predicted
 *     {@code labels[j]}
 * @param others {@code others[i]} rows whose true label is {@code labels[i]} were predicted something that is none of
 *     the labels; null when there are no such rows
 * @param weights k x k as {@code counts}: the sum of the weights of these rows; null where each counts the same
 * @param otherWeights as {@code others}; null where each counts the same, and when there are no such rows
 */
public record ConfusionMatrix(
        List<String> labels, long[][] counts, long[] others, double[][] weights, double[] otherWeights) {
    /** Of rows that count the same. */
    public ConfusionMatrix(List<String> labels, long[][] counts, long[] others) {
        this(labels, counts, others, null, null);
    }
}
