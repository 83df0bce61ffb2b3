package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * What boosting fits.
 *
 * @param start raw score of each output before the first tree
 * @param weights weight of each label; null for a regression
 * @param scale of a regression's values; null for labels
 * @param curvature mean second derivative of the loss before the first tree
 */
record BoostingTarget(Task task, float[] start, double[] weights, TargetScale scale, double curvature) {
    private static final double LEAST_PRIOR = 1e-9;

    /**
     * What every row starts from: the log odds, or the log of each label's part.
     *
     * @param masses what the rows of each label count for
     * @param labels the rows, where they count differently; null where each counts the same
     */
    static BoostingTarget ofLabels(Task task, double[] masses, Labels labels, Hyperparameters hyperparameters) {
        double[] weights =
                labels == null ? ClassWeights.of(masses, hyperparameters) : ClassWeights.of(labels, hyperparameters);
        double[] priors = ClassWeights.priors(masses, weights);
        double meanWeight = meanWeight(masses, labels, weights);
        for (int c = 0; c < priors.length; c++) {
            priors[c] = Math.max(priors[c], LEAST_PRIOR);
        }
        if (task == Task.BINARY) {
            float logOdds = (float) Math.log(priors[1] / priors[0]);
            double curvature = meanWeight * priors[0] * priors[1];
            return new BoostingTarget(task, new float[] {logOdds}, weights, null, curvature);
        }
        float[] start = new float[priors.length];
        double curvature = 0;
        for (int c = 0; c < priors.length; c++) {
            start[c] = (float) Math.log(priors[c]);
            curvature += meanWeight * 2 * priors[c] * (1 - priors[c]) / priors.length;
        }
        return new BoostingTarget(task, start, weights, null, curvature);
    }

    private static double meanWeight(double[] masses, Labels labels, double... weights) {
        double mean = 0;
        if (labels == null) {
            double rows = Arrays.stream(masses).sum();
            for (int c = 0; c < masses.length; c++) {
                mean += weights[c] * masses[c] / rows;
            }
            return mean;
        }
        for (int row = 0; row < labels.rows(); row++) {
            mean += weights[labels.codes()[row]] * labels.weight(row) / labels.rows();
        }
        return mean;
    }

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

    /** The start as XGBoost's parameter {@code base_score}; for two labels {@link #margin} says it. */
    Object baseScore() {
        return task == Task.MULTICLASS ? Arrays.toString(start) : 0.5;
    }

    /** Gives every row of a matrix its start, where a matrix can hold it: XGBoost's Java side has room for one number. */
    void margin(DMatrix matrix) throws XGBoostError {
        if (task != Task.MULTICLASS) {
            float[] margins = new float[Math.toIntExact(matrix.rowNum())];
            Arrays.fill(margins, start[0]);
            matrix.setBaseMargin(margins);
        }
    }
}
