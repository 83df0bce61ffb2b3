package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.Arrays;
import java.util.List;

/**
 * Weighted sums of the features, in float64 here and in the graph: float32 would not carry the large coefficients of
 * opposite sign that near-collinear features get.
 *
 * @param coefficients [outputs][d]
 * @param intercepts [outputs]
 * @param curve loss by iteration
 * @param warnings what a reader should know about the fit
 */
record LinearModel(
        Preprocessing preprocessing,
        Task task,
        double[][] coefficients,
        double[] intercepts,
        List<LossPoint> curve,
        List<String> warnings)
        implements FittedModel {
    @Override
    public float[][] predict(Table rows) {
        return preprocessing.over(rows).answer(this::predict);
    }

    private float[][] predict(float[] features, int rows) {
        int width = preprocessing.width();
        float[][] predicted = new float[rows][];
        for (int i = 0; i < rows; i++) {
            predicted[i] = answer(scores(features, i * width));
        }
        return predicted;
    }

    private double[] scores(float[] features, int at) {
        double[] scores = intercepts.clone();
        for (int k = 0; k < scores.length; k++) {
            double[] weights = coefficients[k];
            for (int j = 0; j < weights.length; j++) {
                scores[k] += weights[j] * features[at + j];
            }
        }
        return scores;
    }

    private float[] answer(double[] scores) {
        return switch (task) {
            case REGRESSION -> new float[] {(float) scores[0]};
            case BINARY ->
                new float[] {(float) (1 / (1 + Math.exp(scores[0]))), (float) (1 / (1 + Math.exp(-scores[0])))};
            case MULTICLASS -> softmax(scores);
        };
    }

    private static float[] softmax(double[] scores) {
        double highest = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = Math.exp(scores[k] - highest);
            sum += scores[k];
        }
        float[] probabilities = new float[scores.length];
        for (int k = 0; k < scores.length; k++) {
            probabilities[k] = (float) (scores[k] / sum);
        }
        return probabilities;
    }

    @Override
    public String write(GraphBuilder graph, String features) {
        int outputs = coefficients.length;
        double[] matrix =
                Arrays.stream(coefficients).flatMapToDouble(Arrays::stream).toArray();
        String exact = graph.cast(features, ElementType.DOUBLE, "features_float64");
        String sums = graph.node("Gemm")
                .in(
                        exact,
                        graph.constant("coefficients", matrix, outputs, preprocessing.width()),
                        graph.constant("intercepts", intercepts))
                .attribute("transB", 1)
                .out("sums");
        String scores = graph.cast(sums, ElementType.FLOAT, "scores");
        return switch (task) {
            case BINARY -> GraphOutputs.logistic(graph, scores);
            case MULTICLASS -> GraphOutputs.softmax(graph, scores);
            case REGRESSION -> scores;
        };
    }

    @Override
    public void close() {
        // Holds no native memory.
    }
}
