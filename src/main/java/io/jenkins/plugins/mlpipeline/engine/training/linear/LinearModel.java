package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.CategoryEncoding;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
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
        RowEncoder encoder = preprocessing.over(rows);
        return isSparse() ? predictSparse(encoder, rows.rows()) : encoder.answer(this::predict);
    }

    private boolean isSparse() {
        return preprocessing.width() - preprocessing.numbers().width() > Design.DENSE;
    }

    /** Of so many categories only the one of each column that is 1 is looked at. */
    private float[][] predictSparse(RowEncoder encoder, int rows) {
        int dense = preprocessing.numbers().width();
        float[] numbers = encoder.encodeNumbers();
        List<int[]> hot = encoder.hot();
        float[][] predicted = new float[rows][];
        for (int i = 0; i < rows; i++) {
            double[] scores = intercepts.clone();
            for (int k = 0; k < scores.length; k++) {
                for (int j = 0; j < dense; j++) {
                    scores[k] += coefficients[k][j] * numbers[i * dense + j];
                }
                for (int[] column : hot) {
                    scores[k] += column[i] < 0 ? 0 : coefficients[k][column[i]];
                }
            }
            predicted[i] = answer(scores);
        }
        return predicted;
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
        return answer(graph, sums);
    }

    /** Of so many categories each row looks its own coefficients up, in place of a tensor that has a number for each. */
    @Override
    public String write(GraphBuilder graph) {
        if (!isSparse()) {
            return FittedModel.super.write(graph);
        }
        int first = preprocessing.numbers().width();
        String sums = graph.constant("intercepts", intercepts, 1, intercepts.length);
        for (String numbers : preprocessing.writeNumbers(graph)) {
            String exact = graph.cast(numbers, ElementType.DOUBLE, "numbers_float64");
            String matrix = graph.constant("coefficients", table(0, first), first, coefficients.length);
            String product = graph.node("MatMul").in(exact, matrix).out("products");
            sums = graph.node("Add").in(product, sums).out("sums");
        }
        String axis = graph.constant("axis", new long[] {1});
        for (CategoryEncoding category : preprocessing.categories()) {
            if (category.width() > 0) {
                // A row of zeros last, for a category that is missing or unseen.
                double[] own =
                        Arrays.copyOf(table(first, category.width()), (category.width() + 1) * coefficients.length);
                String table = graph.constant("coefficients", own, category.width() + 1, coefficients.length);
                String looked = graph.node("Gather")
                        .in(table, category.writeHot(graph))
                        .attribute("axis", 0)
                        .out("looked_up");
                String row = graph.node("Squeeze").in(looked, axis).out("looked_up_row");
                sums = graph.node("Add").in(sums, row).out("sums");
            }
            first += category.width();
        }
        return answer(graph, sums);
    }

    /** Row-major [count, outputs]: the coefficients of some features. */
    private double[] table(int from, int count) {
        double[] table = new double[count * coefficients.length];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < coefficients.length; k++) {
                table[j * coefficients.length + k] = coefficients[k][from + j];
            }
        }
        return table;
    }

    private String answer(GraphBuilder graph, String sums) {
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
