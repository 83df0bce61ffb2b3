package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * So many rows with the smallest keys, where a row's key is a hash of what it holds: the same rows in the same order whatever
 * files the rows lie in. Memory: 8 bytes a number and the distinct texts, and some 60 bytes more a row.
 */
final class SampledRows {
    private static final Comparator<Row> BY_KEY = (a, b) -> Long.compareUnsigned(a.key, b.key);

    private final int most;
    private final List<String> names;
    private final List<ColumnType> types;
    /** A text is held once. */
    private final Map<String, String> texts = new HashMap<>();

    private List<Row> rows = new ArrayList<>();

    /** @param label null for a regression, whose value is the last number */
    private record Row(long key, double[] numbers, String[] texts, String label) {}

    /** @param most most rows that are kept */
    SampledRows(int most, List<String> names, List<ColumnType> types) {
        this.most = most;
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
    }

    /**
     * Adds rows of a table.
     *
     * @param keys by row of the table
     * @param wanted positions of the rows
     */
    SampledRows add(Table table, Labels labels, long[] keys, int... wanted) {
        int[] smallest = IntStream.of(wanted)
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(keys[a], keys[b]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int row : smallest) {
            double[] numbers = new double[names.size() + 1];
            String[] own = new String[names.size()];
            for (int column = 0; column < own.length; column++) {
                if (types.get(column).isNumeric()) {
                    numbers[column] = table.numbers(column)[row];
                } else {
                    int code = table.codes(column)[row];
                    own[column] =
                            code < 0 ? null : table.dictionary(column).entries().get(code);
                }
            }
            boolean isNumber = labels.names() == null;
            numbers[own.length] = isNumber ? labels.values()[row] : 0;
            rows.add(new Row(keys[row], numbers, own, isNumber ? null : labels.text(row)));
        }
        return trimmed();
    }

    private SampledRows trimmed() {
        rows.sort(BY_KEY);
        if (rows.size() > most) {
            rows = new ArrayList<>(rows.subList(0, most));
        }
        return this;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(rows.size());
        for (Row row : rows) {
            out.writeLong(row.key);
            for (double number : row.numbers) {
                out.writeDouble(number);
            }
            for (String text : row.texts) {
                Texts.write(out, text);
            }
            Texts.write(out, row.label);
        }
    }

    /** Adds what {@link #write} wrote of a sample with the same columns. */
    void add(DataInputStream in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long key = in.readLong();
            double[] numbers = new double[names.size() + 1];
            for (int column = 0; column < numbers.length; column++) {
                numbers[column] = in.readDouble();
            }
            String[] own = new String[names.size()];
            for (int column = 0; column < own.length; column++) {
                own[column] = once(Texts.read(in));
            }
            rows.add(new Row(key, numbers, own, once(Texts.read(in))));
        }
        trimmed();
    }

    private String once(String text) {
        return text == null ? null : texts.computeIfAbsent(text, same -> same);
    }

    int rows() {
        return rows.size();
    }

    /**
     * The rows.
     *
     * @param dictionaries by column; null: of what the rows hold
     */
    Table table(List<Dictionary> dictionaries) {
        List<double[]> numbers = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        List<Dictionary> used = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            int at = column;
            if (types.get(column).isNumeric()) {
                numbers.add(rows.stream().mapToDouble(row -> row.numbers[at]).toArray());
                codes.add(null);
                used.add(null);
                continue;
            }
            Dictionary dictionary = dictionaries == null ? found(column) : dictionaries.get(column);
            numbers.add(null);
            codes.add(rows.stream()
                    .mapToInt(row -> row.texts[at] == null ? -1 : dictionary.position(row.texts[at]))
                    .toArray());
            used.add(dictionary);
        }
        return new Table(names, types, numbers, codes, used, rows.size());
    }

    private Dictionary found(int column) {
        TreeSet<String> found = new TreeSet<>();
        rows.stream().map(row -> row.texts[column]).filter(text -> text != null).forEach(found::add);
        return new Dictionary(List.copyOf(found));
    }

    /** The rows' labels. */
    Labels labels(String column, Task task, List<String> labels) {
        if (task == Task.REGRESSION) {
            return Labels.numbers(
                    column,
                    rows.stream().mapToDouble(row -> row.numbers[names.size()]).toArray());
        }
        Dictionary order = new Dictionary(labels);
        return Labels.classes(
                column,
                task,
                labels,
                rows.stream().mapToInt(row -> order.position(row.label)).toArray());
    }

    @Override
    public String toString() {
        return rows.size() + " rows " + Arrays.toString(names.toArray());
    }
}
