package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A category as 1 in the feature that a hash of its text says, which it may share with others (Weinberger and others 2009,
 * without signs: one category is set in a row); all 0 when it is missing or unseen, since a graph can look texts up but can't
 * hash them.
 *
 * @param categories all that training saw
 * @param buckets by category its feature
 */
record HashedEncoding(String name, List<String> categories, int[] buckets, int width) implements CategoryEncoding {
    /** @param width number of features */
    static HashedEncoding learn(Table training, int column, int width) {
        List<String> categories = training.dictionary(column).entries();
        return new HashedEncoding(
                training.names().get(column),
                categories,
                categories.stream().mapToInt(text -> bucket(text, width)).toArray(),
                width);
    }

    /**
     * The feature of a text: its {@link String#hashCode}, which Java fixes, with the bits mixed by the last step of MurmurHash3, so
     * that texts which differ in their last sign alone go far apart.
     */
    static int bucket(String text, int width) {
        int hash = text.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return Integer.remainderUnsigned(hash ^ hash >>> 16, width);
    }

    /** What a reader should know of a column whose categories share some places by their hash. */
    static String note(String name, int categories, int width) {
        return "column \"" + name + "\" has " + Figures.count(categories)
                + " categories, more than can have a feature each in this model; they share " + Figures.count(width)
                + ", by a hash of their text (many_categories: hash).";
    }

    @Override
    public Optional<String> note() {
        return Optional.of(note(name, categories.size(), width));
    }

    @Override
    public String feature(int position) {
        return "the categories with hash " + position;
    }

    @Override
    public int hot(int position) {
        return buckets[position];
    }

    @Override
    public void encode(int position, float[] matrix, int at) {
        if (position >= 0) {
            matrix[at + buckets[position]] = 1;
        }
    }

    @Override
    public String write(GraphBuilder graph) {
        String bucket = graph.mlNode("LabelEncoder")
                .in(name)
                .attribute("keys_strings", categories)
                .attribute("values_int64s", IntStream.of(buckets).asLongStream().toArray())
                .attribute("default_int64", -1)
                .out("bucket");
        String encoded = graph.mlNode("OneHotEncoder")
                .in(bucket)
                .attribute(
                        "cats_int64s", IntStream.range(0, width).asLongStream().toArray())
                .attribute("zeros", 1)
                .out("hashed");
        String axis = graph.constant("axis", new long[] {1});
        return graph.node("Squeeze").in(encoded, axis).out("hashed_row");
    }
}
