package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;
import java.util.Optional;

/** How one category column is encoded. */
public sealed interface CategoryEncoding permits OrdinalEncoding, OneHotEncoding, HashedEncoding {
    /** The column. */
    String name();

    /** The categories that are told apart, in the order of their features or ordinals. */
    List<String> categories();

    /** What a reader should know about it, one sentence; empty for nothing. */
    default Optional<String> note() {
        return Optional.empty();
    }

    /** What the feature at a position among the column's own is about, for messages. */
    default String feature(int position) {
        return "\"" + categories().get(position) + "\"";
    }

    /** How many features the column makes. */
    int width();

    /** The feature that is 1 for the category at a position, where the column has a feature for each or they share some. */
    default int hot(int position) {
        return position;
    }

    /** Adds the nodes that say which feature is 1: int64 tensor [N, 1], the width for none. */
    default String writeHot(GraphBuilder graph) {
        long[] features = new long[categories().size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = hot(i);
        }
        return graph.mlNode("LabelEncoder")
                .in(name())
                .attribute("keys_strings", categories())
                .attribute("values_int64s", features)
                .attribute("default_int64", width())
                .out("feature");
    }

    /**
     * Fills the column's features of one row, which hold zeros. Not called when the width is 0.
     *
     * @param position position in {@link #categories}, or -1 when the category is missing or not among them
     * @param at index of the first feature in the matrix
     */
    void encode(int position, float[] matrix, int at);

    /** Adds the nodes that encode the column: float tensor [N, width]. Not called when the width is 0. */
    String write(GraphBuilder graph);

    /** For each position in a table's dictionary the position in {@link #categories}, or -1. */
    default int[] positions(Dictionary dictionary) {
        Dictionary own = new Dictionary(categories());
        return dictionary.entries().stream().mapToInt(own::position).toArray();
    }
}
