package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A category as a place among the known ones; missing and unseen categories, and those that have no place, are {@code NaN},
 * which trees treat as missing.
 *
 * @param categories those with a place
 * @param places by category its place
 * @param told what a reader should know; null for nothing
 */
record OrdinalEncoding(String name, List<String> categories, int[] places, String told) implements CategoryEncoding {
    /** Places that trees tell apart: they look at so many ranges of a feature. */
    static final int MOST = 255;

    /** Each category has the place that it has in the list. */
    static OrdinalEncoding learn(Table training, int column) {
        List<String> all = training.dictionary(column).entries();
        return new OrdinalEncoding(
                training.names().get(column),
                all,
                IntStream.range(0, all.size()).toArray(),
                null);
    }

    /** Categories share {@value #MOST} places by the hash of their text. */
    static OrdinalEncoding hashed(Table training, int column) {
        HashedEncoding hashed = HashedEncoding.learn(training, column, MOST);
        return new OrdinalEncoding(
                hashed.name(),
                hashed.categories(),
                hashed.buckets(),
                hashed.note().orElseThrow());
    }

    /** The {@value #MOST} most frequent categories have a place. */
    static OrdinalEncoding frequent(Table training, int column) {
        OneHotEncoding frequent = OneHotEncoding.learn(training, column, MOST);
        return new OrdinalEncoding(
                frequent.name(),
                frequent.categories(),
                IntStream.range(0, frequent.width()).toArray(),
                frequent.note().orElse(null));
    }

    @Override
    public Optional<String> note() {
        return Optional.ofNullable(told);
    }

    @Override
    public int width() {
        return categories.isEmpty() ? 0 : 1;
    }

    @Override
    public void encode(int position, float[] matrix, int at) {
        matrix[at] = position < 0 ? Float.NaN : places[position];
    }

    @Override
    public String write(GraphBuilder graph) {
        float[] ordinals = new float[places.length];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = places[i];
        }
        return graph.mlNode("LabelEncoder")
                .in(name)
                .attribute("keys_strings", categories)
                .attribute("values_floats", ordinals)
                .attribute("default_float", Float.NaN)
                .out("ordinal");
    }
}
