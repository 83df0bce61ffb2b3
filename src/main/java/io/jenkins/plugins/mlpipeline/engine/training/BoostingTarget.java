package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;

/**
 * What boosting fits.
 *
 * @param start raw score of each output before the first tree
 * @param weights weight of each label; null for a regression
 * @param scale of a regression's values; null for labels
 * @param curvature mean second derivative of the loss before the first tree
 */
record BoostingTarget(Task task, float[] start, double[] weights, TargetScale scale, double curvature) {
    /** Number of raw scores: 1 for two labels or a regression, else one for each label. */
    int outputs() {
        return start.length;
    }

    String objective() {
        return switch (task) {
            case BINARY -> "binary:logistic";
            case MULTICLASS -> "multi:softprob";
            case REGRESSION -> "reg:squarederror";
        };
    }

    String loss() {
        return switch (task) {
            case BINARY -> "logloss";
            case MULTICLASS -> "mlogloss";
            case REGRESSION -> "rmse";
        };
    }

    /** What XGBoost is to predict: positions of labels, or standardised values. */
    float[] targets(Labels labels) {
        if (task == Task.REGRESSION) {
            return scale.standardise(labels.values());
        }
        float[] targets = new float[labels.rows()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = labels.codes()[i];
        }
        return targets;
    }

    /** The start of every row, row-major. */
    float[] margins(int rows) {
        float[] margins = new float[rows * start.length];
        for (int i = 0; i < margins.length; i += start.length) {
            System.arraycopy(start, 0, margins, i, start.length);
        }
        return margins;
    }
}
