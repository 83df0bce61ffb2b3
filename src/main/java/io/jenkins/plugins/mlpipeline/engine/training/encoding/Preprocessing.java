package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns raw columns into a float32 matrix, the same way in Java ({@link RowEncoder}) and as nodes of an ONNX graph. Learnt from the training
 * part only.
 *
 * <p>The numbers of the matrix: the columns of {@link #numbers} first, then those of each {@link #categories}.
 *
 * @param columns every column that the model takes, in the order of the data
 * @param dates what numbers are made of the columns of dates
 * @param numbers how the columns of numbers are encoded, and those that are made of dates
 * @param categories how each category column is encoded, in the order of the data
 */
public record Preprocessing(
        List<InputColumn> columns, DateColumns dates, NumberEncoding numbers, List<CategoryEncoding> categories) {
    /** What a learner wants its features to look like. */
    public enum Style {
        /** Trees split by order and take missing values as they are: numbers raw, categories as ordinals. */
        TREES,
        /** Linear methods want no gaps, and scale numbers themselves in float64: numbers imputed, categories one-hot. */
        LINEAR,
        /** Networks want no gaps and one scale: numbers imputed and scaled, categories one-hot. */
        DENSE
    }

    /** A column that goes into the model. */
    public record InputColumn(String name, ColumnType type) {}

    /**
     * Learns how to encode the columns of a table.
     *
     * @param training the training part, dictionaries narrowed to it
     * @throws UserError when a number does not fit into a float32, or no column has a value
     */
    public static Preprocessing learn(Table training, Style style) {
        List<InputColumn> columns = new ArrayList<>();
        List<CategoryEncoding> categories = new ArrayList<>();
        int limit = OneHotEncoding.limit(IntStream.range(0, training.names().size())
                .filter(c -> training.type(c) == ColumnType.CATEGORY)
                .map(c -> training.dictionary(c).size())
                .toArray());
        for (int c = 0; c < training.names().size(); c++) {
            String name = training.names().get(c);
            columns.add(new InputColumn(name, training.type(c)));
            if (training.type(c) == ColumnType.NUMBER) {
                check(name, training.numbers(c));
            } else if (training.type(c) == ColumnType.CATEGORY) {
                categories.add(
                        style == Style.TREES
                                ? OrdinalEncoding.learn(training, c)
                                : OneHotEncoding.learn(training, c, limit));
            }
        }
        DateColumns dates = DateColumns.learn(training);
        Table expanded = dates.expand(training);
        NumberEncoding numbers =
                switch (style) {
                    case TREES -> RawNumbers.learn(expanded);
                    case LINEAR -> ImputedNumbers.learn(expanded);
                    case DENSE -> ScaledNumbers.learn(expanded);
                };
        Preprocessing learnt = new Preprocessing(List.copyOf(columns), dates, numbers, List.copyOf(categories));
        if (learnt.width() == 0) {
            throw new UserError("no feature has a value in the training part; there is nothing to learn from.");
        }
        return learnt;
    }

    /** What a reader should know about the encoding, one sentence each. */
    public List<String> notes() {
        return categories.stream()
                .map(CategoryEncoding::note)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Number of features d. */
    public int width() {
        return numbers.width()
                + categories.stream().mapToInt(CategoryEncoding::width).sum();
    }

    /**
     * Prepares the encoding of a table's rows.
     *
     * @param table has every column of {@link #columns}
     */
    public RowEncoder over(Table table) {
        return new RowEncoder(this, table);
    }

    /** A table's rows with the numbers that are made of dates in the place of these: what {@link #numbers} encodes. */
    public Table withNumbers(Table table) {
        return dates.expand(table);
    }

    /**
     * Declares the columns as inputs of a graph and adds the nodes that encode them.
     *
     * @return float tensor [N, d]
     */
    public String write(GraphBuilder graph) {
        for (InputColumn column : columns) {
            graph.column(column.name(), OnnxTypes.of(column.type()));
        }
        dates.write(graph);
        List<String> parts = new ArrayList<>();
        if (numbers.width() > 0) {
            parts.add(numbers.write(graph));
        }
        for (CategoryEncoding category : categories) {
            if (category.width() > 0) {
                parts.add(category.write(graph));
            }
        }
        return OnnxTypes.concat(graph, parts, "features");
    }

    private static void check(String name, double[] values) {
        for (double value : values) {
            if (Math.abs(value) > Float.MAX_VALUE) {
                throw new UserError("column \"" + name + "\" holds " + value
                        + ", which is beyond what a model's 32-bit numbers can hold. Scale the column, or name it in"
                        + " ignore.");
            }
        }
    }
}
