package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;

/** True and predicted number of every row of a test set; 16 bytes a row. */
public final class RegressionOutcomes implements Outcomes {
    private final DoubleColumn truth;
    private final DoubleColumn predicted;
    private final double constant;
    private final int rows;
    private final RowWeights weights;

    private RegressionOutcomes(
            DoubleColumn truth, DoubleColumn predicted, double constant, int rows, RowWeights weights) {
        this.weights = weights;
        this.truth = truth;
        this.predicted = predicted;
        this.constant = constant;
        this.rows = rows;
    }

    /** What a model without features would answer on the same rows; no memory per row. */
    public RegressionOutcomes answeredBy(double value) {
        return new RegressionOutcomes(truth, null, value, rows, weights);
    }

    /** Starts a collection. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public RegressionOutcomes subset(int... chosen) {
        Builder builder = new Builder();
        for (int row : chosen) {
            builder.add(truth(row), predicted(row));
        }
        return builder.build().weighing(weights == null ? null : weights.subset(chosen));
    }

    @Override
    public RowWeights weights() {
        return weights;
    }

    @Override
    public RegressionOutcomes weighing(RowWeights other) {
        return new RegressionOutcomes(truth, predicted, constant, rows, other);
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public int rows() {
        return rows;
    }

    /** A row's true number. */
    public double truth(int row) {
        return truth.get(row);
    }

    /** A row's predicted number. */
    public double predicted(int row) {
        return predicted == null ? constant : predicted.get(row);
    }

    /** Collects rows as they are predicted. Not for use by two threads. */
    public static final class Builder {
        private DoubleColumn truth = new DoubleColumn();
        private DoubleColumn predicted = new DoubleColumn();
        private int rows;

        private Builder() {}

        /** The number of rows so far. */
        public int rows() {
            return rows;
        }

        /**
         * Adds a row.
         *
         * @return this
         * @throws UserError when a number is not finite; names the row from 1
         */
        public Builder add(double truthValue, double predictedValue) {
            requireFinite("true", truthValue);
            requireFinite("predicted", predictedValue);
            if (rows == Integer.MAX_VALUE) {
                throw new UserError("more than " + Integer.MAX_VALUE + " rows; evaluate a sample.");
            }
            truth.add(truthValue);
            predicted.add(predictedValue);
            rows++;
            return this;
        }

        private void requireFinite(String which, double value) {
            if (!Double.isFinite(value)) {
                throw new UserError("row " + (rows + 1L) + ": the " + which + " value is " + value
                        + "; only finite numbers can be compared.");
            }
        }

        /**
         * The collected rows; the builder can't be used afterwards.
         *
         * @throws UserError when there are none
         */
        public RegressionOutcomes build() {
            if (rows == 0) {
                throw new UserError("the test set has no rows, so nothing can be said about the model.");
            }
            RegressionOutcomes outcomes = new RegressionOutcomes(truth, predicted, Double.NaN, rows, null);
            truth = null;
            predicted = null;
            return outcomes;
        }
    }
}
