package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** An XGBoost matrix that is freed when it is closed. */
final class XgbMatrix implements AutoCloseable {
    private final DMatrix matrix;

    /** @param values row-major, {@code NaN} is missing */
    XgbMatrix(float[] values, int rows) throws XGBoostError {
        this(values, rows, values.length / rows);
    }

    /** The same, where there may be no rows. */
    XgbMatrix(float[] values, int rows, int width) throws XGBoostError {
        matrix = new DMatrix(values, rows, width, Float.NaN);
    }

    DMatrix get() {
        return matrix;
    }

    @Override
    public void close() {
        matrix.dispose();
    }
}
