package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

/** The last nodes of a graph: from raw scores to probabilities. */
public final class GraphOutputs {
    private GraphOutputs() {}

    /**
     * Log odds of the second of two labels, float tensor [N, 1], to probabilities [N, 2].
     *
     * <p>Not by the operator {@code Sigmoid}: ONNX Runtime cuts its argument at -18, so that all rows below have one
     * probability and their order, which a ROC curve needs, is lost. A softmax over (0, log odds) goes down to 1e-38.
     */
    public static String logistic(GraphBuilder graph, String logOdds) {
        String zero = graph.node("Sub").in(logOdds, logOdds).out("zero");
        return softmax(graph, beside(graph, zero, logOdds));
    }

    /** The probability of the second of two labels, float tensor [N, 1], to both [N, 2]. */
    public static String pair(GraphBuilder graph, String second) {
        String one = graph.scalar("one", 1);
        String first = graph.node("Sub").in(one, second).out("other_probability");
        return beside(graph, first, second);
    }

    private static String beside(GraphBuilder graph, String first, String second) {
        return graph.node("Concat").in(first, second).attribute("axis", 1).out("both");
    }

    /** Log probabilities up to a constant of the row, float tensor [N, k], to probabilities. */
    public static String softmax(GraphBuilder graph, String scores) {
        return graph.node("Softmax").in(scores).attribute("axis", 1).out("softmax");
    }

    /** Numbers to between 0 and 1. */
    public static String clip(GraphBuilder graph, String values) {
        return graph.node("Clip")
                .in(values, graph.scalar("lowest", 0), graph.scalar("highest", 1))
                .out("clipped");
    }
}
