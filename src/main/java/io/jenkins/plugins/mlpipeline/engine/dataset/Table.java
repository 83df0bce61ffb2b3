package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Rows held in memory column by column, for training.
 *
 * <p>A number column is an array of doubles ({@code NaN} is missing); a category column is an array
 * of positions in its {@link Dictionary} (-1 is missing).
 */
public final class Table {
    private final List<String> names;
    private final List<ColumnType> types;
    private final List<double[]> numbers;
    private final List<int[]> codes;
    private final List<Dictionary> dictionaries;
    private final int rows;

    /**
     * @param names column names
     * @param types their types
     * @param numbers per column its values, or null for a category column
     * @param codes per column its positions, or null for a number column
     * @param dictionaries per column its dictionary, or null for a number column
     * @param rows number of rows
     */
    public Table(
            List<String> names,
            List<ColumnType> types,
            List<double[]> numbers,
            List<int[]> codes,
            List<Dictionary> dictionaries,
            int rows) {
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
        this.numbers = numbers;
        this.codes = codes;
        this.dictionaries = dictionaries;
        this.rows = rows;
    }

    public List<String> names() {
        return names;
    }

    public ColumnType type(int column) {
        return types.get(column);
    }

    /** Values of a number column, {@code rows} long; not to be changed. */
    public double[] numbers(int column) {
        return numbers.get(column);
    }

    /** Dictionary positions of a category column, {@code rows} long; not to be changed. */
    public int[] codes(int column) {
        return codes.get(column);
    }

    public Dictionary dictionary(int column) {
        return dictionaries.get(column);
    }

    public int rows() {
        return rows;
    }

    /** The rows at the given positions, in that order; dictionaries stay the same. */
    public Table select(int[] positions) {
        return new Table(
                names,
                types,
                numbers.stream().map(v -> v == null ? null : pick(v, positions)).toList(),
                codes.stream().map(v -> v == null ? null : pick(v, positions)).toList(),
                dictionaries,
                positions.length);
    }

    private static double[] pick(double[] values, int[] positions) {
        return Arrays.stream(positions).mapToDouble(i -> values[i]).toArray();
    }

    private static int[] pick(int[] values, int[] positions) {
        return Arrays.stream(positions).map(i -> values[i]).toArray();
    }
}
