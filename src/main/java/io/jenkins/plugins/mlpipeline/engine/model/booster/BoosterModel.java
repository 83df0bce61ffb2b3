package io.jenkins.plugins.mlpipeline.engine.model.booster;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.OnnxFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.TreeEnsembleNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A sum of trees and what its numbers mean.
 *
 * @param library that wrote it: {@code xgboost} or {@code lightgbm}
 * @param trees in the order in which they are added up
 * @param start what each output starts from
 * @param meaning of the sums
 * @param features of a row
 * @param names of the features; empty where the file doesn't name them
 */
record BoosterModel(
        String library, List<Tree> trees, float[] start, Meaning meaning, int features, List<String> names) {
    private static final int BINARY = 2;

    BoosterModel {
        trees = List.copyOf(trees);
        names = List.copyOf(names);
    }

    /** What the sums of a row are. */
    enum Meaning {
        /** Log odds of label 1. */
        LOG_ODDS,
        /** Log probabilities of the labels 0 to k-1, up to a constant. */
        LOG_PROBABILITIES,
        /** The number itself, or the place in a ranking. */
        NUMBER,
        /** The logarithm of the number. */
        LOG_NUMBER
    }

    /** The model as ONNX; equal models give equal bytes. */
    OnnxFile onnx() {
        GraphBuilder graph = new GraphBuilder(library);
        String input = graph.tensor("features", ElementType.FLOAT, GraphBuilder.ROWS, features);
        String sums = TreeEnsembleNode.write(graph, input, trees, start.length, start);
        if (!names.isEmpty()) {
            graph.metadata("feature_names", Json.tree(names).toString());
        }
        switch (meaning) {
            case LOG_ODDS -> classes(graph, GraphOutputs.logistic(graph, sums), BINARY);
            case LOG_PROBABILITIES -> classes(graph, GraphOutputs.softmax(graph, sums), start.length);
            case NUMBER -> graph.output(sums, "value", ElementType.FLOAT, GraphBuilder.ROWS, 1);
            case LOG_NUMBER ->
                graph.output(
                        graph.node("Exp").in(sums).out("number"), "value", ElementType.FLOAT, GraphBuilder.ROWS, 1);
        }
        return graph.build("ml-pipeline");
    }

    /** Labels are the numbers that the learner was given. */
    private static void classes(GraphBuilder graph, String probabilities, int labels) {
        String position = graph.node("ArgMax")
                .in(probabilities)
                .attribute("axis", 1)
                .attribute("keepdims", 0)
                .out("position");
        String text = graph.mlNode("LabelEncoder")
                .in(position)
                .attribute("keys_int64s", LongStream.range(0, labels).toArray())
                .attribute(
                        "values_strings",
                        IntStream.range(0, labels).mapToObj(String::valueOf).toList())
                .out("text");
        graph.output(text, "label", ElementType.STRING, GraphBuilder.ROWS);
        graph.output(probabilities, "probabilities", ElementType.FLOAT, GraphBuilder.ROWS, labels);
    }
}
