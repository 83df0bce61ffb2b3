package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;

/** How much each label counts. */
public final class ClassWeights {
    private ClassWeights() {}

    /**
     * The weight of each label: 1, or when {@code class_weight} is {@code balanced} n / (k n_c) as in scikit-learn's
     * {@code compute_class_weight}, with k the number of labels that occur. A label that does not occur has weight 0.
     */
    public static double[] of(Labels labels, Hyperparameters hyperparameters) {
        int[] counts = labels.counts();
        boolean balanced = hyperparameters.is("class_weight", "balanced");
        int present = 0;
        for (int count : counts) {
            present += count > 0 ? 1 : 0;
        }
        double[] weights = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            double even = (double) labels.rows() / present / Math.max(counts[c], 1);
            weights[c] = counts[c] == 0 ? 0 : balanced ? even : 1;
        }
        return weights;
    }

    /** The weight of each row. */
    public static float[] perRow(int[] codes, double[] weights) {
        float[] perRow = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            perRow[i] = (float) weights[codes[i]];
        }
        return perRow;
    }

    /** The weighted part of each label; sums to 1. */
    public static double[] priors(Labels labels, double[] weights) {
        int[] counts = labels.counts();
        double[] priors = new double[counts.length];
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            priors[c] = counts[c] * weights[c];
            sum += priors[c];
        }
        for (int c = 0; c < counts.length; c++) {
            priors[c] /= sum;
        }
        return priors;
    }
}
