package io.jenkins.plugins.mlpipeline.engine.training.network;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;

/**
 * What a network fits.
 *
 * @param weights weight of each label; null for a regression
 * @param scale of a regression's values; null for labels
 */
record NetworkTarget(Task task, Labels labels, double[] weights, TargetScale scale) {
    static NetworkTarget of(Labels labels, Hyperparameters hyperparameters) {
        return labels.task() == Task.REGRESSION
                ? new NetworkTarget(labels.task(), labels, null, TargetScale.of(labels))
                : new NetworkTarget(labels.task(), labels, ClassWeights.of(labels, hyperparameters), null);
    }

    /** Number of outputs of the network: 1 for two labels or a regression, else one for each label. */
    int outputs() {
        return task == Task.MULTICLASS ? labels.names().size() : 1;
    }

    /** What the outputs of some rows shall be, row-major [rows, outputs]. */
    float[] targets(int[] rows) {
        if (task == Task.REGRESSION) {
            return scale.standardise(labels.select(rows).values());
        }
        float[] targets = new float[rows.length * outputs()];
        for (int i = 0; i < rows.length; i++) {
            int code = labels.codes()[rows[i]];
            if (task == Task.BINARY) {
                targets[i] = code;
            } else {
                targets[i * outputs() + code] = 1;
            }
        }
        return targets;
    }

    /** The weights of some rows; null when all are 1. */
    float[] weights(int[] rows) {
        Labels some = labels.select(rows);
        float[] perRow = weights == null ? ClassWeights.perRow(some).orElse(null) : ClassWeights.perRow(some, weights);
        if (labels.weights() != null) {
            // The step of the optimiser is not to depend on the unit of the weights: in the mean they are 1.
            float unit = (float) (labels.rows() / labels.mass());
            for (int i = 0; i < perRow.length; i++) {
                perRow[i] *= unit;
            }
        }
        return perRow;
    }
}
