package io.jenkins.plugins.mlpipeline.engine.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.util.Arrays;

/**
 * How good a network is on rows that it does not learn from.
 *
 * @param loss mean loss of a row, in the rows' weights, without penalty
 * @param score the part of the loss that a model without features has and the network has not: of the log loss by the shares
 *     of the labels (McFadden 1974), or of the squared error by the mean (R2). 0 is no better than that model. Accuracy would
 *     not do: of a rare label it is greatest where the label is never predicted
 */
record NetworkScore(double loss, double score) {
    private static final int CHUNK = 4096;
    private static final double LEAST_PRIOR = 1e-9;

    static NetworkScore of(Network network, RowEncoder encoder, NetworkTarget target, int[] rows) {
        NetworkLoss unpenalised = new NetworkLoss(target.task(), 0);
        double loss = 0;
        for (int from = 0; from < rows.length; from += CHUNK) {
            int[] chunk = Arrays.copyOfRange(rows, from, Math.min(from + CHUNK, rows.length));
            try (NDManager manager = NDManager.newBaseManager(Torch.ENGINE)) {
                float[] targets = target.targets(chunk);
                float[] weights = target.weights(chunk);
                NDArray outputs = network.outputs(manager, encoder.encode(chunk), chunk.length);
                float[] losses = unpenalised
                        .ofRows(outputs, manager.create(targets, outputs.getShape()))
                        .toFloatArray();
                for (int i = 0; i < losses.length; i++) {
                    loss += losses[i] * (weights == null ? 1.0 : weights[i]);
                }
            }
        }
        double without = target.task() == Task.REGRESSION
                ? squares(target.targets(rows), target.weights(rows)) / 2
                : byShares(target, rows);
        return new NetworkScore(loss / weight(target, rows), 1 - loss / without);
    }

    private static double weight(NetworkTarget target, int... rows) {
        float[] weights = target.weights(rows);
        double sum = rows.length;
        if (weights != null) {
            sum = 0;
            for (float weight : weights) {
                sum += weight;
            }
        }
        return sum;
    }

    /** The log loss of a model that answers the shares of the labels. */
    private static double byShares(NetworkTarget target, int... rows) {
        double[] shares = ClassWeights.priors(target.labels(), target.weights());
        float[] weights = target.weights(rows);
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            int code = target.labels().codes()[rows[i]];
            loss -= weights[i] * Math.log(Math.max(shares[code], LEAST_PRIOR));
        }
        return loss > 0 ? loss : 1;
    }

    /**
     * Weighted sum of squared distances from the mean; 1 when that is 0.
     *
     * @param weights null when all are 1
     */
    private static double squares(float[] values, float[] weights) {
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = weights == null ? 1 : weights[i];
            sum += weight * values[i];
            mass += weight;
        }
        double mean = sum / mass;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (weights == null ? 1 : weights[i]) * (values[i] - mean) * (values[i] - mean);
        }
        return squares > 0 ? squares : 1;
    }
}
