package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import java.util.Arrays;
import java.util.Optional;

/** How much each label counts. */
public final class ClassWeights {
    private ClassWeights() {}

    /**
     * The weight of each label: 1, or when {@code class_weight} is {@code balanced} n / (k n_c) as in scikit-learn's
     * {@code compute_class_weight}, with k the number of labels that occur, and n and n_c what rows count for. A label that does not
     * occur has weight 0.
     */
    public static double[] of(Labels labels, Hyperparameters hyperparameters) {
        return of(labels.masses(), labels.mass(), hyperparameters);
    }

    /** The same of labels whose rows count for so much. */
    public static double[] of(double[] masses, Hyperparameters hyperparameters) {
        return of(masses, Arrays.stream(masses).sum(), hyperparameters);
    }

    private static double[] of(double[] counts, double mass, Hyperparameters hyperparameters) {
        boolean balanced = hyperparameters.is("class_weight", "balanced");
        int present = 0;
        for (double count : counts) {
            present += count > 0 ? 1 : 0;
        }
        double[] weights = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            weights[c] = counts[c] > 0 ? balanced ? mass / present / counts[c] : 1 : 0;
        }
        return weights;
    }

    /** The weight of each row: of its label, by what the row counts for. */
    public static float[] perRow(Labels labels, double[] weights) {
        float[] perRow = new float[labels.rows()];
        for (int i = 0; i < perRow.length; i++) {
            perRow[i] = (float) (weights[labels.codes()[i]] * labels.weight(i));
        }
        return perRow;
    }

    /** What each row counts for; empty where each counts the same. */
    public static Optional<float[]> perRow(Labels labels) {
        if (labels.weights() == null) {
            return Optional.empty();
        }
        float[] perRow = new float[labels.rows()];
        for (int i = 0; i < perRow.length; i++) {
            perRow[i] = (float) labels.weight(i);
        }
        return Optional.of(perRow);
    }

    /** The weighted part of each label; sums to 1. */
    public static double[] priors(Labels labels, double[] weights) {
        return priors(labels.masses(), weights);
    }

    /** The same of labels whose rows count for so much. */
    public static double[] priors(double[] counts, double[] weights) {
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
