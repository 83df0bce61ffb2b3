package io.jenkins.plugins.mlpipeline.engine.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;

/**
 * What a network makes small, with scikit-learn's definitions.
 *
 * <p>No Java number is an operand: DJL closes the array that it makes of one, and the backward pass would read memory which
 * the garbage collector may have given away by then.
 *
 * @param penalty {@code alpha}: the weight of half the sum of the squared weights, divided by the rows of a batch
 */
record NetworkLoss(Task task, float penalty) {
    /**
     * The loss of a batch, to be differentiated: the mean over its rows and the penalty.
     *
     * @param outputs of the last layer, [N, outputs]
     * @param targets the same shape; their manager stays open until the loss is differentiated
     * @param rowWeights [N, 1]; null when all are 1
     * @param weights the matrices of the layers
     */
    NDArray ofBatch(NDArray outputs, NDArray targets, NDArray rowWeights, List<NDArray> weights) {
        NDManager batch = targets.getManager();
        NDArray losses = ofRows(outputs, targets);
        NDArray weighted = rowWeights == null ? losses : losses.mul(rowWeights);
        NDArray factor = batch.create(penalty / (2 * targets.getShape().get(0)));
        return weighted.mean().add(squares(batch, weights).mul(factor));
    }

    /**
     * The loss of each row, [N, 1]: log loss of the sigmoid or softmax of the outputs, or half the squared error. Parameters
     * as for {@link #ofBatch}.
     */
    NDArray ofRows(NDArray outputs, NDArray targets) {
        return switch (task) {
            case BINARY -> ai.djl.nn.Activation.softPlus(outputs).sub(outputs.mul(targets));
            case MULTICLASS ->
                outputs.logSoftmax(1).mul(targets).sum(new int[] {1}, true).neg();
            case REGRESSION ->
                outputs.sub(targets).square().mul(targets.getManager().create(0.5f));
        };
    }

    /** The sum of all squared weights. */
    private static NDArray squares(NDManager batch, List<NDArray> weights) {
        NDArray sum = batch.create(0f);
        for (NDArray weight : weights) {
            NDArray squares = weight.square();
            squares.attach(batch);
            NDArray total = squares.sum();
            total.attach(batch);
            sum = sum.add(total);
        }
        return sum;
    }
}
