package io.jenkins.plugins.mlpipeline.engine.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.util.Arrays;
import java.util.List;

/**
 * A trained network.
 *
 * @param scale of a regression's values; null for labels
 * @param warnings what a reader should know about the fit, one sentence each
 */
record Network(
        Preprocessing preprocessing,
        Task task,
        TargetScale scale,
        NetworkWeights weights,
        List<LossPoint> curve,
        List<String> warnings)
        implements FittedModel {
    @Override
    public float[][] predict(Table rows) {
        return preprocessing.over(rows).answer(this::predict);
    }

    private float[][] predict(float[] features, int rows) {
        try (NDManager manager = NDManager.newBaseManager(Torch.ENGINE)) {
            float[] values = activate(outputs(manager, features, rows)).toFloatArray();
            int k = values.length / rows;
            float[][] predicted = new float[rows][];
            for (int i = 0; i < rows; i++) {
                predicted[i] = row(values, i * k, k);
            }
            return predicted;
        }
    }

    /** GraphOutputs of the last layer, [rows, outputs]. */
    NDArray outputs(NDManager manager, float[] features, int rows) {
        NetworkShape shape = weights.shape();
        NDArray values = manager.create(features, new Shape(rows, shape.inputs(0)));
        for (int layer = 0; layer < shape.layers(); layer++) {
            NDArray matrix =
                    manager.create(weights.weights().get(layer), new Shape(shape.outputs(layer), shape.inputs(layer)));
            NDArray bias = manager.create(weights.biases().get(layer), new Shape(shape.outputs(layer)));
            values = values.matMul(matrix.transpose()).add(bias);
            if (!shape.isLast(layer)) {
                values = shape.activation().apply(values);
            }
        }
        return values;
    }

    private NDArray activate(NDArray outputs) {
        return switch (task) {
            case BINARY -> ai.djl.nn.Activation.sigmoid(outputs);
            case MULTICLASS -> outputs.softmax(1);
            case REGRESSION -> outputs;
        };
    }

    private float[] row(float[] values, int at, int k) {
        return switch (task) {
            case BINARY -> new float[] {1 - values[at], values[at]};
            case MULTICLASS -> Arrays.copyOfRange(values, at, at + k);
            case REGRESSION -> new float[] {scale.restore(values[at])};
        };
    }

    @Override
    public String write(GraphBuilder graph, String features) {
        NetworkShape shape = weights.shape();
        String values = features;
        for (int layer = 0; layer < shape.layers(); layer++) {
            String matrix =
                    graph.constant("weights", weights.weights().get(layer), shape.outputs(layer), shape.inputs(layer));
            String bias = graph.constant("biases", weights.biases().get(layer));
            values = graph.node("Gemm")
                    .in(values, matrix, bias)
                    .attribute("transB", 1)
                    .out("sums");
            if (!shape.isLast(layer)) {
                values = graph.node(shape.activation().operator()).in(values).out("hidden");
            }
        }
        return switch (task) {
            case BINARY -> GraphOutputs.logistic(graph, values);
            case MULTICLASS -> GraphOutputs.softmax(graph, values);
            case REGRESSION -> scale.write(graph, values);
        };
    }

    @Override
    public void close() {
        // Holds no native memory.
    }
}
