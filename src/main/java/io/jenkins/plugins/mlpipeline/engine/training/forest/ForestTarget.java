package io.jenkins.plugins.mlpipeline.engine.training.forest;

/**
 * What the trees of a forest average: one number a row, or the shares of k labels.
 *
 * @param width 1, or the number of labels k
 * @param values one number a row when the width is 1, else null
 * @param codes label of each row when the width is k, else null
 * @param weights weight of each row
 * @param impurityUnit what a decrease of the sum of squares is worth in scikit-learn's impurity: 2 for the Gini impurity
 *     of two labels given as 0 and 1, 1 for k labels, the variance for standardised numbers
 */
record ForestTarget(int width, float[] values, int[] codes, float[] weights, double impurityUnit) {
    /** Adds a row's weighted target to sums. */
    void add(int row, double weight, double[] sums, int at) {
        if (width == 1) {
            sums[at] += weight * values[row];
        } else {
            sums[at + codes[row]] += weight;
        }
    }
}
