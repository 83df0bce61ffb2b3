package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns of many categories, each as columns of numbers in its place: the mean of the target over the training rows of the
 * category (Micci-Barreca 2001), drawn towards that of all rows ({@link CategoryMeans}). With two labels the target is 1 for
 * the second, with more there is a column for each; missing and unseen categories have the mean of all rows.
 */
record TargetColumns(List<Made> columns) {
    /** None. */
    static final TargetColumns NONE = new TargetColumns(List.of());

    /**
     * What is made of a column.
     *
     * @param name the column
     * @param categories those that training saw
     * @param features names of the columns of numbers
     * @param values [features][categories]
     * @param otherwise by feature the value of a category that is missing or was not seen
     */
    record Made(String name, List<String> categories, List<String> features, float[][] values, float[] otherwise) {
        /** What a reader should know, a sentence. */
        String note() {
            return "column \"" + name + "\" has " + Figures.count(categories.size())
                    + " categories, more than can have a feature each in this model; a row has the mean of the label over"
                    + " the training rows of its category instead (many_categories: target), and a row that was learnt"
                    + " from has it of other rows (cross-fitted in " + TargetFolds.COUNT + " folds).";
        }
    }

    /** What came of learning, and the training rows as a learner should see them: each with means of other rows. */
    record Learnt(TargetColumns columns, Table rows) {}

    /**
     * @param training the training part
     * @param wide positions of the columns
     * @param seed of the folds
     */
    static Learnt learn(Table training, Labels labels, List<Integer> wide, long seed) {
        if (wide.isEmpty()) {
            return new Learnt(NONE, training);
        }
        TargetFolds folds = TargetFolds.of(labels, seed);
        List<Made> made = new ArrayList<>();
        List<List<double[]>> crossed = new ArrayList<>();
        for (int column : wide) {
            String name = training.names().get(column);
            List<String> categories = training.dictionary(column).entries();
            int count = folds.targets().size();
            float[][] values = new float[count][categories.size()];
            float[] otherwise = new float[count];
            List<double[]> others = new ArrayList<>();
            for (int t = 0; t < count; t++) {
                CategoryMeans means = folds.means(t, categories.size(), training.codes(column));
                for (int c = 0; c < categories.size(); c++) {
                    values[t][c] = (float) means.ofCategories()[c];
                }
                otherwise[t] = (float) means.ofAll();
                others.add(folds.crossed(t, categories.size(), training.codes(column)));
            }
            made.add(new Made(name, categories, names(training, name, labels, count), values, otherwise));
            crossed.add(others);
        }
        TargetColumns learnt = new TargetColumns(List.copyOf(made));
        return new Learnt(
                learnt,
                learnt.replace(
                        training,
                        (column, feature) -> crossed.get(made.indexOf(column)).get(feature)));
    }

    private static List<String> names(Table training, String name, Labels labels, int count) {
        return IntStream.range(0, count)
                .mapToObj(t -> MadeNumbers.free(
                        training,
                        name
                                + (count == 1
                                        ? " (mean of the label)"
                                        : " (share of " + labels.names().get(t) + ")")))
                .toList();
    }

    /** The same rows with numbers in place of the categories; rows that have them already stay as they are. */
    Table expand(Table rows) {
        return columns.isEmpty() || rows.position(columns.get(0).features.get(0)) >= 0
                ? rows
                : replace(rows, (made, feature) -> looked(rows, made, feature));
    }

    private static double[] looked(Table rows, Made made, int feature) {
        int column = rows.position(made.name);
        int[] positions = rows.dictionary(column).entries().stream()
                .mapToInt(new Dictionary(made.categories)::position)
                .toArray();
        int[] codes = rows.codes(column);
        double[] values = new double[codes.length];
        Arrays.setAll(values, i -> {
            int position = codes[i] < 0 ? -1 : positions[codes[i]];
            return position < 0 ? made.otherwise[feature] : made.values[feature][position];
        });
        return values;
    }

    @FunctionalInterface
    private interface Values {
        double[] of(Made column, int feature);
    }

    private Table replace(Table rows, Values values) {
        return MadeNumbers.replace(
                rows,
                column -> columns.stream()
                        .filter(made -> made.name.equals(rows.names().get(column)))
                        .findFirst()
                        .map(made -> IntStream.range(0, made.features.size())
                                .mapToObj(f -> new MadeNumbers(made.features.get(f), values.of(made, f)))
                                .toList())
                        .orElse(null));
    }

    /**
     * Adds the nodes that look the numbers up: float tensors [N, 1] with the names of the features.
     *
     * @param graph has the columns as inputs, string tensors [N, 1]
     */
    void write(GraphBuilder graph) {
        for (Made made : columns) {
            for (int f = 0; f < made.features.size(); f++) {
                String written = graph.mlNode("LabelEncoder")
                        .in(made.name)
                        .attribute("keys_strings", made.categories)
                        .attribute("values_floats", made.values[f])
                        .attribute("default_float", made.otherwise[f])
                        .out(made.features.get(f));
                if (!written.equals(made.features.get(f))) {
                    throw new IllegalStateException("two values of the graph would be called " + made.features.get(f));
                }
            }
        }
    }
}
