package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.List;

/**
 * The design matrix of a linear learner: numbers shifted and scaled to mean 0 and standard deviation 1, the other features
 * less their means when there is an intercept, and for that a column of ones last.
 */
sealed interface Design extends AutoCloseable permits DenseDesign, SparseDesign {
    /** Features of categories up to which a row's are all held. */
    int DENSE = 1024;

    /** Some rows. */
    interface Block {
        /**
         * Their products with parameters.
         *
         * @param parameters row-major [width, outputs]
         * @return row-major [rows, outputs]
         */
        double[] times(double[] parameters, int outputs);

        /**
         * Adds the products of the columns with values of the rows to {@code sum}.
         *
         * @param values row-major [rows, outputs]
         * @param sum row-major [width, outputs]
         */
        void addTransposed(double[] values, int outputs, double[] sum);
    }

    /** What is done with some rows. */
    @FunctionalInterface
    interface Pass {
        /**
         * Called for one chunk after the other.
         *
         * @param x the rows from {@code from} to before {@code to}; not to be used after the call
         */
        void chunk(Block x, int from, int to);
    }

    /** Solves a system of as many equations as there are columns. */
    @FunctionalInterface
    interface Solver {
        double[] solve(double[] right);
    }

    /** @param intercept whether there is a column of ones */
    static Design of(Preprocessing preprocessing, Table rows, boolean intercept, int threads) {
        int categories = preprocessing.width() - preprocessing.numbers().width();
        return categories > DENSE
                ? SparseDesign.of(preprocessing, rows, intercept)
                : DenseDesign.of(preprocessing, rows, intercept, threads);
    }

    /**
     * What makes the standard deviation of a column 1; 1 where rounding is all that moves it.
     *
     * @param squares sum of the squares of its distances from the mean
     */
    static double scale(double squares, int rows, double mean) {
        double deviation = Math.sqrt(squares / rows);
        boolean moves = deviation > Math.abs(mean) * Math.ulp(1.0) * rows;
        return moves && Double.isFinite(1 / deviation) ? 1 / deviation : 1;
    }

    /** Number of columns, with that of the ones. */
    int width();

    /** Number of columns without that of the ones. */
    int features();

    /** Calls {@code pass} for all rows, chunk by chunk. */
    void each(Pass pass);

    /**
     * Solves {@code (X' W X + penalty) s = r}, the column of ones not penalised, or a system that is near it: exactly where
     * there are so few columns that their matrix can be held, else its diagonal.
     *
     * @param weights of the rows
     */
    Solver system(double[] weights, double penalty);

    /** What is taken off each column before it is scaled. */
    double[] shifts();

    /** What each column is multiplied with. */
    double[] scales();

    /**
     * A model of the features as they are encoded.
     *
     * @param parameters row-major [width, outputs], of the features as they are here
     */
    default LinearModel model(
            Preprocessing preprocessing, Task task, double[] parameters, List<LossPoint> curve, List<String> warnings) {
        int outputs = parameters.length / width();
        int features = features();
        double[][] coefficients = new double[outputs][features];
        double[] intercepts = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            intercepts[k] = width() > features ? parameters[features * outputs + k] : 0;
            for (int j = 0; j < features; j++) {
                coefficients[k][j] = parameters[j * outputs + k] * scales()[j];
                intercepts[k] -= coefficients[k][j] * shifts()[j];
            }
        }
        return new LinearModel(preprocessing, task, coefficients, intercepts, curve, warnings);
    }

    @Override
    void close();
}
