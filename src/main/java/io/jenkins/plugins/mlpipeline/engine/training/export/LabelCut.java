package io.jenkins.plugins.mlpipeline.engine.training.export;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;

/**
 * The rule by which an exported model of two labels tells its label from its probabilities: the positive one from a threshold on.
 *
 * @param positive position of the positive label, 0 or 1
 * @param threshold between 0 and 1
 */
public record LabelCut(int positive, double threshold) {
    /** Whether the probabilities of a row say the positive label. */
    boolean isPositive(float[] probabilities) {
        return probabilities[positive] >= threshold;
    }

    /** The least number in single precision that is not below the threshold: from it on are the same numbers. */
    private float limit() {
        float limit = (float) threshold;
        return limit < threshold ? Math.nextUp(limit) : limit;
    }

    /** Position of the label of a row. */
    int label(float[] probabilities) {
        return isPositive(probabilities) ? positive : 1 - positive;
    }

    /**
     * Adds the nodes that tell the label.
     *
     * @param probabilities float tensor [N, 2]
     * @return texts [N]
     */
    String write(GraphBuilder graph, String probabilities, List<String> labels) {
        String column = graph.node("Gather")
                .in(probabilities, graph.constant("positive", new long[] {positive}))
                .attribute("axis", 1)
                .out("positive_probability");
        String flagged = graph.node("GreaterOrEqual")
                .in(column, graph.scalar("threshold", limit()))
                .out("is_positive");
        // Who reads the graph takes the encoder's labels for those of the columns, so that they stand in that order.
        String second = positive == 1 ? flagged : graph.node("Not").in(flagged).out("is_other");
        String flat = graph.node("Reshape")
                .in(graph.cast(second, ElementType.INT64, "position"), graph.constant("flat", new long[] {-1}))
                .out("positions");
        return graph.mlNode("LabelEncoder")
                .in(flat)
                .attribute("keys_int64s", new long[] {0, 1})
                .attribute("values_strings", labels)
                .out("text");
    }
}
