package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A category as one feature for each known one, 1 for its own and 0 for the others; all 0 when it is missing, unseen or
 * one of those that have no feature.
 *
 * @param categories those with a feature
 * @param known all that training saw
 * @param others rows of training whose category has no feature
 * @param rows all rows of training
 */
record OneHotEncoding(String name, List<String> categories, int known, long others, long rows)
        implements CategoryEncoding {
    /** Features of all columns together, unless each column has few. */
    static final int MOST = 1024;

    /** So many of a column always have a feature. */
    static final int FEW = 128;

    /**
     * The most categories of a column that get a feature: all, or as many as make {@code most} features of all columns
     * together, {@value #FEW} at least.
     */
    static int limit(int most, int... counts) {
        int low = FEW;
        int high = Math.max(FEW, Arrays.stream(counts).max().orElse(0));
        while (low < high) {
            int limit = (int) (((long) low + high + 1) / 2);
            long all = Arrays.stream(counts)
                    .mapToLong(count -> Math.min(count, limit))
                    .sum();
            if (all <= most) {
                low = limit;
            } else {
                high = limit - 1;
            }
        }
        return low;
    }

    /**
     * Which columns may give each of their categories a feature: those of at most {@value #FEW}, and the smallest of the others
     * until there are {@code most} features of all together.
     */
    static boolean[] fitting(int most, int... counts) {
        boolean[] fits = new boolean[counts.length];
        long all = 0;
        int[] bySize = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparing(i -> counts[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int column : bySize) {
            all += counts[column];
            fits[column] = counts[column] <= FEW || all <= most;
        }
        return fits;
    }

    /** @param limit the most features */
    static OneHotEncoding learn(Table training, int column, int limit) {
        List<String> all = training.dictionary(column).entries();
        int[] counts = new int[all.size()];
        for (int code : training.codes(column)) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        int[] kept = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -counts[i]))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        long covered = IntStream.of(kept).mapToLong(i -> counts[i]).sum();
        return new OneHotEncoding(
                training.names().get(column),
                IntStream.of(kept).mapToObj(all::get).toList(),
                all.size(),
                Arrays.stream(counts).asLongStream().sum() - covered,
                training.rows());
    }

    @Override
    public int width() {
        return categories.size();
    }

    @Override
    public Optional<String> note() {
        return categories.size() == known
                ? Optional.empty()
                : Optional.of("column \"" + name + "\" has " + Figures.count(known) + " categories, of which the "
                        + Figures.count(categories.size())
                        + " most frequent have a feature of their own in this model; the others, "
                        + Figures.percent((double) others / rows)
                        + " of the training rows, are all taken for one (many_categories: frequent).");
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
