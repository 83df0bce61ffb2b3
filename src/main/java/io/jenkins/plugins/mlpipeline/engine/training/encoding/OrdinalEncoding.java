package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;

/**
 * A category as its position in the list of known ones; missing and unseen categories are {@code NaN}, which trees treat
 * as missing.
 */
record OrdinalEncoding(String name, List<String> categories) implements CategoryEncoding {
    static OrdinalEncoding learn(Table training, int column) {
        return new OrdinalEncoding(
                training.names().get(column), training.dictionary(column).entries());
    }

    @Override
    public int width() {
        return categories.isEmpty() ? 0 : 1;
    }

    @Override
    public void encode(int position, float[] matrix, int at) {
        matrix[at] = position < 0 ? Float.NaN : position;
    }

    @Override
    public String write(GraphBuilder graph) {
        float[] ordinals = new float[categories.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = i;
        }
        return graph.mlNode("LabelEncoder")
                .in(name)
                .attribute("keys_strings", categories)
                .attribute("values_floats", ordinals)
                .attribute("default_float", Float.NaN)
                .out("ordinal");
    }
}
