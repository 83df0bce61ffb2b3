package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The least weight of a leaf: XGBoost bounds the sum of second derivatives in a leaf, where scikit-learn bounds its rows
 * ({@code min_samples_leaf}). A bound that is right before the first tree forbids every split once rows are nearly right,
 * since their second derivatives p (1 - p) are nearly 0 then: so many rows are taken times the mean of what rows have now.
 *
 * @param rows as many as a leaf needs
 * @param target what is fitted
 * @param sample rows whose second derivatives are looked at
 * @param rowWeights the weight of each of them; null when all are 1
 */
record LeafWeight(int rows, BoostingTarget target, XgbMatrix sample, float[] rowWeights) {
    /** More rows say no more about a mean. */
    private static final int SAMPLE_ROWS = 10_000;

    /** The least sum of second derivatives, as scikit-learn has it. */
    private static final double LEAST = 1e-3;

    /** XGBoost's name for it. */
    static final String PARAMETER = "min_child_weight";

    /** At most 10,000 of some rows, evenly spread. */
    static int[] sample(int... rows) {
        int count = Math.min(rows.length, SAMPLE_ROWS);
        return IntStream.range(0, count)
                .map(i -> rows[(int) ((long) i * rows.length / count)])
                .toArray();
    }

    /** Before the first tree. */
    double first() {
        return rows * target.curvature();
    }

    /** Sets the bound for the next tree. Of numbers it stays what it is: their second derivatives are 1. */
    void update(Booster booster) throws XGBoostError {
        if (target.task() != Task.REGRESSION) {
            booster.setParam(PARAMETER, Math.max(least(target.task()), rows * mean(booster)));
        }
    }

    /** The least bound. */
    static double least(Task task) {
        return LEAST * (task == Task.MULTICLASS ? 2 : 1);
    }

    /** XGBoost's second derivative of the softmax is 2 p (1 - p), scikit-learn's p (1 - p). */
    private double twice() {
        return target.task() == Task.MULTICLASS ? 2 : 1;
    }

    private double mean(Booster booster) throws XGBoostError {
        float[][] predicted = booster.predict(sample.get());
        double sum = 0;
        for (int row = 0; row < predicted.length; row++) {
            double ofRow = 0;
            for (double p : predicted[row]) {
                ofRow += p * (1 - p);
            }
            sum += ofRow / predicted[row].length * (rowWeights == null ? 1 : rowWeights[row]);
        }
        return twice() * sum / predicted.length;
    }
}
