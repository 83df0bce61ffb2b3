package io.jenkins.plugins.mlpipeline.engine.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.util.Arrays;

/**
 * How good a network is on rows that it does not learn from.
 *
 * @param loss mean loss without penalty
 * @param score accuracy, or R2 of a regression
 */
record NetworkScore(double loss, double score) {
    private static final int CHUNK = 4096;

    static NetworkScore of(Network network, RowEncoder encoder, NetworkTarget target, int[] rows) {
        NetworkLoss unpenalised = new NetworkLoss(target.task(), 0);
        double loss = 0;
        double errors = 0;
        int right = 0;
        for (int from = 0; from < rows.length; from += CHUNK) {
            int[] chunk = Arrays.copyOfRange(rows, from, Math.min(from + CHUNK, rows.length));
            try (NDManager manager = NDManager.newBaseManager(Torch.ENGINE)) {
                float[] targets = target.targets(chunk);
                NDArray outputs = network.outputs(manager, encoder.encode(chunk), chunk.length);
                loss += unpenalised
                        .ofRows(outputs, manager.create(targets, outputs.getShape()))
                        .sum()
                        .getFloat();
                float[] values = outputs.toFloatArray();
                int k = target.outputs();
                for (int i = 0; i < chunk.length; i++) {
                    if (target.task() == Task.REGRESSION) {
                        errors += Math.pow(values[i] - targets[i], 2);
                    } else if (label(values, i * k, k) == target.labels().codes()[chunk[i]]) {
                        right++;
                    }
                }
            }
        }
        double score = target.task() == Task.REGRESSION
                ? 1 - errors / squares(target.targets(rows))
                : (double) right / rows.length;
        return new NetworkScore(loss / rows.length, score);
    }

    private static int label(float[] values, int at, int k) {
        if (k == 1) {
            return values[at] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int c = 1; c < k; c++) {
            best = values[at + c] > values[at + best] ? c : best;
        }
        return best;
    }

    /** Sum of squared distances from the mean; 1 when that is 0. */
    private static double squares(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += (double) value / values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares > 0 ? squares : 1;
    }
}
