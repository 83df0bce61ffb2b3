package io.jenkins.plugins.mlpipeline.engine.training.bayes;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.OnnxTypes;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A normal distribution of each feature in each label. The log probability of label k is, but for a number that all labels
 * share, {@code constants[k] + sum over j of factors[k][j] * (x[j] - means[k][j])^2}.
 *
 * <p>In float64 here and in the graph, the softmax as well: where a label has next to no variance these sums are large, and
 * float32 would not carry their differences.
 *
 * @param means [k][d]
 * @param factors [k][d], -1 / (2 variance); 0 for a feature that is left out
 * @param constants log of the label's prior and of its distributions' heights; negative infinity for a label that can't be
 */
record NormalDistributions(Preprocessing preprocessing, double[][] means, double[][] factors, double[] constants)
        implements FittedModel {
    @Override
    public float[][] predict(Table rows) {
        return preprocessing.over(rows).answer(this::predict);
    }

    private float[][] predict(float[] features, int rows) {
        float[][] predicted = new float[rows][];
        for (int i = 0; i < rows; i++) {
            predicted[i] = probabilities(features, i * preprocessing.width());
        }
        return predicted;
    }

    private float[] probabilities(float[] features, int at) {
        double[] scores = constants.clone();
        for (int k = 0; k < scores.length; k++) {
            for (int j = 0; j < factors[k].length; j++) {
                double off = features[at + j] - means[k][j];
                scores[k] += factors[k][j] * (off * off);
            }
        }
        double highest = Arrays.stream(scores).max().orElseThrow();
        double[] odds = Arrays.stream(scores).map(s -> Math.exp(s - highest)).toArray();
        double sum = Arrays.stream(odds).sum();
        float[] probabilities = new float[odds.length];
        for (int k = 0; k < odds.length; k++) {
            probabilities[k] = (float) (odds[k] / sum);
        }
        return probabilities;
    }

    @Override
    public String write(GraphBuilder graph, String features) {
        String exact = graph.cast(features, ElementType.DOUBLE, "features_float64");
        List<String> scores = new ArrayList<>();
        for (int k = 0; k < means.length; k++) {
            // Not expanded into x^2, x and 1: a label with one value of a feature must get exactly 0 for that value.
            String off = graph.node("Sub")
                    .in(exact, graph.constant("means", means[k]))
                    .out("deviations");
            String squares = graph.node("Mul").in(off, off).out("squares");
            scores.add(graph.node("Gemm")
                    .in(
                            squares,
                            graph.constant("factors", factors[k], factors[k].length, 1),
                            graph.constant("constant", new double[] {constants[k]}))
                    .out("log_probability"));
        }
        String probabilities = GraphOutputs.softmax(graph, OnnxTypes.concat(graph, scores, "log_probabilities"));
        return graph.cast(probabilities, ElementType.FLOAT, "scores");
    }

    @Override
    public List<LossPoint> curve() {
        return List.of();
    }

    @Override
    public void close() {
        // Holds no native memory.
    }
}
