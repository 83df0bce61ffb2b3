package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvRow;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Decimal;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DistinctTexts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Arrays;
import java.util.List;

/**
 * The label column of a table.
 *
 * @param column its name
 * @param task what the labels are for
 * @param names classification: the distinct labels, in canonical form, sorted by value when all are numbers, else by code
 *     point; regression: null
 * @param codes classification: per row the position of its label in {@code names}; regression: null
 * @param values regression: per row its value, finite; classification: null
 * @param weights per row what it counts for, more than 0; null where each counts the same
 */
public record Labels(String column, Task task, List<String> names, int[] codes, double[] values, double[] weights) {
    /** Largest magnitude up to which every integer is a double. */
    private static final double EXACT_INTEGERS = 1L << 53;

    /** Labels of a classification. */
    public static Labels classes(String column, Task task, List<String> names, int[] codes) {
        return new Labels(column, task, List.copyOf(names), codes, null, null);
    }

    /** Values of a regression. */
    public static Labels numbers(String column, double[] values) {
        return new Labels(column, Task.REGRESSION, null, null, values, null);
    }

    /** Number of rows. */
    public int rows() {
        return codes == null ? values.length : codes.length;
    }

    /** The label of a row in canonical form. */
    public String text(int row) {
        return codes == null ? canonical(values[row]) : names.get(codes[row]);
    }

    /** Rows of each label, in the order of {@link #names}. */
    public int[] counts() {
        int[] counts = new int[names.size()];
        for (int code : codes) {
            counts[code]++;
        }
        return counts;
    }

    /** The labels of the rows at the given positions; the names stay the same. */
    public Labels select(int[] rows) {
        return new Labels(
                column,
                task,
                names,
                codes == null ? null : Arrays.stream(rows).map(i -> codes[i]).toArray(),
                values == null
                        ? null
                        : Arrays.stream(rows).mapToDouble(i -> values[i]).toArray(),
                weights == null
                        ? null
                        : Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray());
    }

    /** The same labels of rows that count differently; null for the same. */
    public Labels weighing(double[] counted) {
        return new Labels(column, task, names, codes, values, counted);
    }

    /** What a row counts for. */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** What all rows count for. */
    public double mass() {
        return weights == null ? rows() : Arrays.stream(weights).sum();
    }

    /** What the rows of each label count for, in the order of {@link #names}. */
    public double[] masses() {
        double[] masses = new double[names.size()];
        for (int row = 0; row < codes.length; row++) {
            masses[codes[row]] += weight(row);
        }
        return masses;
    }

    /**
     * The canonical form of a label: an integer-valued number without its fraction ({@code 1}, {@code 1.0} and
     * {@code 1.} are {@code 1}, {@code -0} is {@code 0}), everything else verbatim. Numbers in other forms ({@code 01},
     * {@code +1}, {@code 1e0}) are texts: they may be codes.
     */
    public static String canonical(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && CsvRow.isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && CsvRow.isBlank(text.charAt(to - 1))) {
            to--;
        }
        int first = from < to && text.charAt(from) == '-' ? from + 1 : from;
        int end = first;
        while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        boolean zero = end - first == 1 && text.charAt(first) == '0';
        if (end == first || text.charAt(first) == '0' && !zero || !isEmptyFraction(text, end, to)) {
            return text;
        }
        return zero ? "0" : text.substring(from, end);
    }

    private static boolean isEmptyFraction(String text, int from, int to) {
        if (from == to) {
            return true;
        }
        int i = from + 1;
        while (i < to && text.charAt(i) == '0') {
            i++;
        }
        return text.charAt(from) == '.' && i == to;
    }

    /** The canonical form of an integer label. */
    public static String canonical(long value) {
        return Long.toString(value);
    }

    /** The canonical form of a numeric label: without a fraction when it is an integer of at most 2^53 in magnitude. */
    public static String canonical(double value) {
        return isExactInteger(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * The canonical form of a float label, which a float64 would print with other digits ({@code 0.1f} is {@code 0.1}).
     */
    public static String canonical(float value) {
        return isExactInteger(value) ? Long.toString((long) value) : Float.toString(value);
    }

    private static boolean isExactInteger(double value) {
        return Math.abs(value) <= EXACT_INTEGERS && Double.compare(value, Math.rint(value)) == 0;
    }

    /** The order of labels: by value when all are numbers, else by code point. */
    public static List<String> sorted(List<String> labels) {
        boolean numbers = labels.stream().allMatch(l -> Double.isFinite(number(l)));
        return labels.stream()
                .distinct()
                .sorted((a, b) -> {
                    int byValue = numbers ? Double.compare(number(a), number(b)) : 0;
                    return byValue != 0 ? byValue : DistinctTexts.compare(a, b);
                })
                .toList();
    }

    /** The number that a label writes, or {@code NaN}. */
    static double number(String label) {
        String text = label.strip();
        return Decimal.parse(text.toCharArray(), 0, text.length());
    }
}
