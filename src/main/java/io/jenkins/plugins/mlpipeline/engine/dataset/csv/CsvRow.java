package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The row of a CSV file on which a cursor stands. */
public abstract sealed class CsvRow implements RowCursor permits CsvCursor, CsvBlock {
    private static final DateForm[] NO_DATES = {};

    /** What the row is read from. */
    CsvRecord row;

    final CsvProblems problems;
    final MissingTokens missing;
    final BadNumbers badNumbers;
    private final CsvFormat format;
    /** The columns of the file as they stand in it. */
    private final List<String> own;

    private List<String> header;
    /** By column where it stands in the file; null where all stand as in the header. */
    private int[] order;
    /** Which of several files it is, from 0. */
    private int file;

    private boolean ofSeveral;

    private final NumberForm numbers;
    private final boolean lenient;
    /** Whether a number that was seen in passing is the number that the cell is. */
    private final boolean trusts;
    /** By column how its dates are written; null for columns of something else, empty when all are. */
    private DateForm[] dates;

    /**
     * @param format settled
     * @param badNumbers where cells are noted that are no numbers
     */
    CsvRow(
            CsvRecord row,
            CsvProblems problems,
            MissingTokens missing,
            BadNumbers badNumbers,
            CsvFormat format,
            List<String> header) {
        this.row = row;
        this.problems = problems;
        this.missing = missing;
        this.badNumbers = badNumbers;
        this.format = format;
        this.own = header;
        this.numbers = format.numbers();
        this.lenient = format.badNumbersAreMissing();
        this.trusts = !missing.mayBeNumbers() && numbers.keepsPlainNumbers();
        as(header);
    }

    private void as(List<String> columns) {
        header = columns;
        DateForm[] forms = header.stream().map(format.dateColumns()::get).toArray(DateForm[]::new);
        dates = Arrays.stream(forms).allMatch(Objects::isNull) ? NO_DATES : forms;
    }

    /**
     * Shows other columns than the file's: those of the first of several files.
     *
     * @param columns some of the file's, in any order
     * @param number which of the files it is, from 0
     */
    final void arrange(List<String> columns, int number) {
        as(columns);
        order = columns.equals(own)
                ? null
                : columns.stream().mapToInt(own::indexOf).toArray();
        file = number;
        ofSeveral = true;
    }

    /** The columns of the file as they stand in it. */
    final List<String> own() {
        return own;
    }

    /** Shows the columns that another row of the same file shows. */
    final void arrangeAs(CsvRow other) {
        if (other.ofSeveral) {
            arrange(other.header, other.file);
        }
    }

    /** Characters of a cell as it stands in the file, without quotes around it. */
    public final int length(int column) {
        return row.end(column) - row.start(column);
    }

    /** Whether a cell is digits alone and more than one, the first of them 0, as in a code. */
    public final boolean isZeroPadded(int column) {
        char[] chars = row.chars(column);
        int end = row.end(column);
        int i = row.start(column);
        if (end - i < 2 || chars[i] != '0') {
            return false;
        }
        while (i < end && chars[i] >= '0' && chars[i] <= '9') {
            i++;
        }
        return i == end;
    }

    public static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Where a range begins without the blanks before it. */
    static int first(char[] chars, int from, int to) {
        int first = from;
        while (first < to && isBlank(chars[first])) {
            first++;
        }
        return first;
    }

    /** Where a range ends without the blanks behind it. */
    static int end(char[] chars, int from, int to) {
        int end = to;
        while (from < end && isBlank(chars[end - 1])) {
            end--;
        }
        return end;
    }

    @Override
    public final List<String> header() {
        return header;
    }

    @Override
    public final long line() {
        return row.line();
    }

    @Override
    public final long place() {
        return RowPlaces.of(file, row.line());
    }

    @Override
    public final UserError problem(int column, String reason) {
        return problems.cell(row, header.get(column), reason);
    }

    @Override
    public final boolean isMissing(int column) {
        return !isPlainNumber(column) && missing.contains(row.chars(column), row.start(column), row.end(column));
    }

    @Override
    public final String text(int column) {
        return row.text(column);
    }

    @Override
    public final double number(int column) {
        double value = numberOrInfinite(column);
        if (!Double.isInfinite(value)) {
            return value;
        }
        if (lenient) {
            badNumbers.add(column, row.line(), row.text(column));
            return Double.NaN;
        }
        throw noNumber(column);
    }

    private UserError noNumber(int column) {
        return isDate(column)
                ? problems.date(row, header.get(column), column, dates[column])
                : problems.number(row, header.get(column), column);
    }

    /** Whether the cells of a column are dates, whose numbers are seconds since the beginning of 1970 in UTC. */
    public final boolean isDate(int column) {
        return dates.length > 0 && dates[column] != null;
    }

    /** The cell as a number, also where others count as missing; {@code NaN} when it is missing. */
    public final double strictNumber(int column) {
        double value = numberOrInfinite(column);
        if (Double.isInfinite(value)) {
            throw noNumber(column);
        }
        return value;
    }

    @Override
    public final double[] seenNumbers() {
        return trusts ? row.numbers : NO_NUMBERS;
    }

    /** Whether the parser saw a number that can't be a token in the cell. */
    private boolean isPlainNumber(int column) {
        return trusts && !Double.isNaN(row.number(column));
    }

    /** The cell as a number; {@code NaN} when it is missing, infinite when it is not a finite number. */
    public final double numberOrInfinite(int column) {
        if (isPlainNumber(column)) {
            return row.number(column);
        }
        char[] chars = row.chars(column);
        int from = first(chars, row.start(column), row.end(column));
        int to = end(chars, from, row.end(column));
        if (missing.containsStripped(chars, from, to)) {
            return Double.NaN;
        }
        double value = isDate(column) ? dates[column].seconds(chars, from, to) : numbers.parse(chars, from, to);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    @Override
    public final int code(int column, Dictionary dictionary) {
        return isMissing(column) ? -1 : dictionary.position(row.chars(column), row.start(column), row.end(column));
    }

    @Override
    public final long hash(int column) {
        if (isPlainNumber(column)) {
            return RowHash.number(row.number(column));
        }
        if (!numbers.isPlain() || isDate(column)) {
            double value = numberOrInfinite(column);
            if (Double.isFinite(value)) {
                return RowHash.number(value);
            }
        }
        return isMissing(column)
                ? RowHash.MISSING
                : RowHash.cell(row.chars(column), row.start(column), row.end(column));
    }

    @Override
    public final long content(int column) {
        double value = row.number(column);
        return Math.abs(value) < RowHash.EXACT
                ? RowHash.number(value)
                : RowHash.content(row.chars(column), row.start(column), row.end(column));
    }

    /**
     * Goes to the next record; false when there is none.
     *
     * @throws UserError when it can't be parsed, or has not a cell for each column
     */
    final boolean advance() throws IOException {
        try {
            if (!row.next()) {
                return false;
            }
        } catch (CsvMalformed e) {
            throw problems.malformed(row, own, e);
        }
        if (row.count() != own.size()) {
            throw problems.width(row, own);
        }
        if (order != null) {
            row.arrange(order);
        }
        // A date that looks like a number is another one.
        for (int i = 0; i < dates.length; i++) {
            if (dates[i] != null) {
                row.numbers[i] = Double.NaN;
            }
        }
        return true;
    }
}
