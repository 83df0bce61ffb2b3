package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns raw columns into a float32 matrix, the same way in Java ({@link RowEncoder}) and as nodes of an ONNX graph. Learnt from the training
 * part only.
 *
 * <p>The numbers of the matrix: the columns of {@link #numbers} first, then those of each {@link #categories}.
 *
 * @param columns every column that the model takes, in the order of the data
 * @param dates what numbers are made of the columns of dates
 * @param targets what numbers are made of columns of many categories
 * @param numbers how the columns of numbers are encoded, and those that are made of dates and categories
 * @param categories how each other category column is encoded, in the order of the data
 */
public record Preprocessing(
        List<InputColumn> columns,
        DateColumns dates,
        TargetColumns targets,
        NumberEncoding numbers,
        List<CategoryEncoding> categories) {
    /** Categories of a column that trees tell apart by themselves. */
    public static final int MOST_ORDINALS = OrdinalEncoding.MOST;

    /** What a learner wants its features to look like. */
    public enum Style {
        /** Trees split by order and take missing values as they are: numbers raw, categories as ordinals. */
        TREES,
        /**
         * Linear methods want no gaps, and scale numbers themselves in float64: numbers imputed, categories one-hot, however
         * many there are up to {@value CategoryPlan#COEFFICIENTS} coefficients, since of these a row keeps its own alone.
         */
        LINEAR,
        /** As linear methods, but every feature of a row is looked at. */
        BAYES,
        /** Networks want no gaps and one scale: numbers imputed and scaled, categories one-hot. */
        DENSE
    }

    /** A column that goes into the model. */
    public record InputColumn(String name, ColumnType type) {}

    /**
     * What was learnt of a training part.
     *
     * @param rows the training rows as a learner should encode them, with {@link #over}: a row does not carry its own label in
     *     a feature
     */
    public record Learnt(Preprocessing preprocessing, Table rows) {}

    /**
     * Learns how to encode the columns of a table.
     *
     * @param training the training part, dictionaries narrowed to it
     * @param labels of its rows
     * @param many what becomes of columns with more categories than can have a feature each
     * @param seed of what is random in it
     * @throws UserError when a number does not fit into a float32, or no column has a value
     */
    public static Learnt learn(Table training, Labels labels, Style style, ManyCategories many, long seed) {
        List<InputColumn> columns = new ArrayList<>();
        for (int c = 0; c < training.names().size(); c++) {
            columns.add(new InputColumn(training.names().get(c), training.type(c)));
            if (training.type(c) == ColumnType.NUMBER) {
                requireFloats(training.names().get(c), training.numbers(c));
            }
        }
        DateColumns dates = DateColumns.learn(training);
        CategoryPlan plan = CategoryPlan.of(training, labels, style, many);
        Table dated = dates.expand(training);
        TargetColumns.Learnt targets = TargetColumns.learn(
                dated, labels, plan.targets().stream().map(dated::position).toList(), seed);
        NumberEncoding numbers =
                switch (style) {
                    case TREES -> RawNumbers.learn(targets.rows());
                    case LINEAR, BAYES -> ImputedNumbers.learn(targets.rows());
                    case DENSE -> ScaledNumbers.learn(targets.rows());
                };
        Preprocessing learnt =
                new Preprocessing(List.copyOf(columns), dates, targets.columns(), numbers, plan.encodings());
        if (learnt.width() == 0) {
            throw new UserError("no feature has a value in the training part; there is nothing to learn from.");
        }
        return new Learnt(learnt, targets.rows());
    }

    /** What a reader should know about the encoding, one sentence each. */
    public List<String> notes() {
        return Stream.concat(
                        targets.columns().stream().map(TargetColumns.Made::note),
                        categories.stream().map(CategoryEncoding::note).flatMap(Optional::stream))
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

    /** A table's rows with the numbers that are made of dates and categories in the place of these: what {@link #numbers} encodes. */
    public Table withNumbers(Table table) {
        return targets.expand(dates.expand(table));
    }

    /**
     * Declares the columns as inputs of a graph and adds the nodes that encode them.
     *
     * @return float tensor [N, d]
     */
    public String write(GraphBuilder graph) {
        List<String> parts = new ArrayList<>(writeNumbers(graph));
        for (CategoryEncoding category : categories) {
            if (category.width() > 0) {
                parts.add(category.write(graph));
            }
        }
        return OnnxTypes.concat(graph, parts, "features");
    }

    /**
     * Declares the columns as inputs of a graph and adds the nodes that encode the columns of numbers.
     *
     * @return one float tensor [N, d], or none
     */
    public List<String> writeNumbers(GraphBuilder graph) {
        for (InputColumn column : columns) {
            graph.column(column.name(), OnnxTypes.of(column.type()));
        }
        dates.write(graph);
        targets.write(graph);
        return numbers.width() > 0 ? List.of(numbers.write(graph)) : List.of();
    }

    /** @throws UserError when one of a column's values does not fit into a float32 */
    public static void requireFloats(String name, double... values) {
        for (double value : values) {
            if (Math.abs(value) > Float.MAX_VALUE) {
                throw new UserError("column \"" + name + "\" holds " + value
                        + ", which is beyond what a model's 32-bit numbers can hold. Scale the column, or name it in"
                        + " ignore.");
            }
        }
    }
}
