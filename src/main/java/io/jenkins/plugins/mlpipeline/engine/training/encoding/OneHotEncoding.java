package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A category as one feature for each known one, 1 for its own and 0 for the others; all 0 when it is missing, unseen or
 * one of those beyond the {@value #MOST} most frequent.
 */
record OneHotEncoding(String name, List<String> categories) implements CategoryEncoding {
    /** Most categories of a column that get a feature of their own. */
    static final int MOST = 128;

    static OneHotEncoding learn(Table training, int column) {
        List<String> all = training.dictionary(column).entries();
        int[] counts = new int[all.size()];
        for (int code : training.codes(column)) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        List<String> kept = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -counts[i]))
                .limit(MOST)
                .sorted()
                .map(all::get)
                .toList();
        return new OneHotEncoding(training.names().get(column), kept);
    }

    @Override
    public int width() {
        return categories.size();
    }

    @Override
    public void encode(int position, float[] matrix, int at) {
        if (position >= 0) {
            matrix[at + position] = 1;
        }
    }

    @Override
    public String write(GraphBuilder graph) {
        String encoded = graph.mlNode("OneHotEncoder")
                .in(name)
                .attribute("cats_strings", categories)
                .attribute("zeros", 1)
                .out("one_hot");
        String axis = graph.constant("axis", new long[] {1});
        return graph.node("Squeeze").in(encoded, axis).out("one_hot_row");
    }
}
