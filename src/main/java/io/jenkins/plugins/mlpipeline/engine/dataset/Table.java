package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    private final Map<String, DateFeatures> dates;
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
        this(names, types, numbers, codes, dictionaries, Map.of(), rows);
    }

    /**
     * @param names column names
     * @param types their types
     * @param numbers per column its values, or null for a category column
     * @param codes per column its positions, or null for another column
     * @param dictionaries per column its dictionary, or null for another column
     * @param dates how the columns of dates are written, by name
     * @param rows number of rows
     */
    Table(
            List<String> names,
            List<ColumnType> types,
            List<double[]> numbers,
            List<int[]> codes,
            List<Dictionary> dictionaries,
            Map<String, DateFeatures> dates,
            int rows) {
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
        this.numbers = numbers;
        this.codes = codes;
        this.dictionaries = dictionaries;
        this.dates = Map.copyOf(dates);
        this.rows = rows;
    }

    public List<String> names() {
        return names;
    }

    public ColumnType type(int column) {
        return types.get(column);
    }

    /** Values of a column of numbers or dates, {@code rows} long; not to be changed. */
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

    /** How a column's dates are written and what is made of them here; null for a column of something else. */
    public DateFeatures date(int column) {
        DateFeatures date = dates.get(names.get(column));
        return date == null
                ? null
                : new DateFeatures(date.form(), DatePart.of(numbers.get(column), date.at() != null), date.at());
    }

    /** The position of a column, or -1. */
    public int position(String name) {
        return names.indexOf(name);
    }

    /** The rows at the given positions, in that order; dictionaries stay the same. */
    public Table select(int[] positions) {
        return new Table(
                names,
                types,
                map(numbers, v -> pick(v, positions)),
                map(codes, v -> pick(v, positions)),
                dictionaries,
                dates,
                positions.length);
    }

    /**
     * The same rows with dictionaries that list only the categories that occur in them, in the same order.
     *
     * <p>After {@code select} of the training part, this is what a model may know of the categories.
     */
    public Table narrow() {
        List<int[]> recoded = new ArrayList<>();
        List<Dictionary> narrowed = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            Dictionary dictionary = dictionaries.get(column);
            if (dictionary == null) {
                recoded.add(null);
                narrowed.add(null);
                continue;
            }
            int[] to = new int[dictionary.size()];
            for (int code : codes.get(column)) {
                if (code >= 0) {
                    to[code] = 1;
                }
            }
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < to.length; i++) {
                if (to[i] == 1) {
                    to[i] = entries.size();
                    entries.add(dictionary.entries().get(i));
                }
            }
            recoded.add(Arrays.stream(codes.get(column))
                    .map(code -> code < 0 ? code : to[code])
                    .toArray());
            narrowed.add(new Dictionary(entries));
        }
        return new Table(names, types, numbers, recoded, narrowed, dates, rows);
    }

    /** The columns as a model knows them: categories of the dictionaries, ranges of the values that are not missing. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            if (types.get(column) == ColumnType.CATEGORY) {
                columns.add(Column.category(
                        names.get(column), dictionaries.get(column).entries()));
                continue;
            }
            DoubleSummaryStatistics range = Arrays.stream(numbers.get(column))
                    .filter(v -> !Double.isNaN(v))
                    .summaryStatistics();
            boolean any = range.getCount() > 0;
            columns.add(new Column(
                    names.get(column),
                    types.get(column),
                    null,
                    any ? range.getMin() : null,
                    any ? range.getMax() : null,
                    date(column)));
        }
        return columns;
    }

    private static <T> List<T> map(List<T> columns, UnaryOperator<T> pick) {
        List<T> picked = new ArrayList<>();
        for (T column : columns) {
            picked.add(column == null ? null : pick.apply(column));
        }
        return picked;
    }

    private static double[] pick(double[] values, int[] positions) {
        double[] picked = new double[positions.length];
        for (int i = 0; i < positions.length; i++) {
            picked[i] = values[positions[i]];
        }
        return picked;
    }

    private static int[] pick(int[] values, int[] positions) {
        int[] picked = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            picked[i] = values[positions[i]];
        }
        return picked;
    }
}
