package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * How well trees fit the rows of all workers: gradients of this worker's rows, and what all rows come to. Gradients are
 * XGBoost's own, rounded to an {@link ExactUnit}.
 */
final class SharedRows {
    /** The least second derivative, as XGBoost has it. */
    private static final double LEAST = 1e-16;

    private final BoostingTarget target;
    private final XgbMatrix matrix;
    private final float[] wanted;
    private final int own;
    private final Collective all;
    private final long rows;
    private final double mass;
    private final float[] gradients;
    private final float[] curvatures;
    private final double[] losses;
    private double curvature;
    private double loss;

    SharedRows(BoostingTarget target, XgbMatrix matrix, EncodedRows encoded, Collective all) throws XGBoostError {
        this.target = target;
        this.matrix = matrix;
        this.wanted = encoded.targets();
        this.own = encoded.rows();
        this.all = all;
        this.rows = all.exactSums(own)[0];
        this.mass = mass();
        this.gradients = new float[own * target.outputs()];
        this.curvatures = new float[own * target.outputs()];
        this.losses = new double[own];
    }

    /** What all rows count for. */
    private double mass() throws XGBoostError {
        if (target.weights() == null) {
            return rows;
        }
        long[] counts = new long[target.weights().length];
        for (int row = 0; row < own; row++) {
            counts[(int) wanted[row]]++;
        }
        long[] sums = all.exactSums(counts);
        double sum = 0;
        for (int label = 0; label < sums.length; label++) {
            sum += target.weights()[label] * sums[label];
        }
        return sum;
    }

    /** Looks what trees answer by now. */
    void look(Booster booster) throws XGBoostError {
        float[][] margins = booster.predict(matrix.get(), true);
        float greatest = 0;
        float greatestLoss = 0;
        for (int row = 0; row < own; row++) {
            losses[row] = row(row, margins[row]);
            greatestLoss = Math.max(greatestLoss, (float) losses[row]);
        }
        for (int i = 0; i < gradients.length; i++) {
            greatest = Math.max(greatest, Math.max(Math.abs(gradients[i]), curvatures[i]));
        }
        float[] of = all.greatest(greatest, greatestLoss);
        ExactUnit unit = ExactUnit.of(of[0], rows);
        ExactUnit ofLoss = ExactUnit.of(of[1], rows);
        long curved = 0;
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = (float) unit.number(unit.whole(gradients[i]));
            long whole = unit.whole(curvatures[i]);
            curvatures[i] = (float) unit.number(whole);
            curved += whole;
        }
        long lost = 0;
        for (double one : losses) {
            lost += ofLoss.whole(one);
        }
        long[] sums = all.exactSums(curved, lost);
        curvature = unit.number(sums[0]) / rows / target.outputs();
        double mean = ofLoss.number(sums[1]) / mass;
        loss = target.task() == Task.REGRESSION ? Math.sqrt(mean) : mean;
    }

    /** Notes a row's gradients; answers what it adds to the loss. */
    private double row(int row, float... margins) {
        return switch (target.task()) {
            case REGRESSION -> {
                double off = (double) margins[0] - wanted[row];
                gradients[row] = (float) off;
                curvatures[row] = 1;
                yield off * off;
            }
            case BINARY -> {
                double weight = target.weights()[(int) wanted[row]];
                double p = 1 / (1 + Math.exp(-margins[0]));
                gradients[row] = (float) (weight * (p - wanted[row]));
                curvatures[row] = (float) (weight * Math.max(LEAST, p * (1 - p)));
                double signed = wanted[row] > 0 ? -margins[0] : margins[0];
                yield weight * (Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed))));
            }
            case MULTICLASS -> classes(row, margins);
        };
    }

    private double classes(int row, float... margins) {
        int label = (int) wanted[row];
        double weight = target.weights()[label];
        double greatest = margins[0];
        for (float margin : margins) {
            greatest = Math.max(greatest, margin);
        }
        double sum = 0;
        for (float margin : margins) {
            sum += Math.exp(margin - greatest);
        }
        for (int c = 0; c < margins.length; c++) {
            double p = Math.exp(margins[c] - greatest) / sum;
            int at = row * margins.length + c;
            gradients[at] = (float) (weight * (c == label ? p - 1 : p));
            curvatures[at] = (float) (weight * Math.max(LEAST, 2 * p * (1 - p)));
        }
        return weight * (Math.log(sum) + greatest - margins[label]);
    }

    float[] gradients() {
        return gradients;
    }

    float[] curvatures() {
        return curvatures;
    }

    /** The mean second derivative of all rows. */
    double curvature() {
        return curvature;
    }

    /** The mean loss of all rows, as XGBoost's metric has it. */
    double loss() {
        return loss;
    }
}
