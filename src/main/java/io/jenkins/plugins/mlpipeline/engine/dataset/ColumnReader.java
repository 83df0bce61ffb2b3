package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DistinctTexts;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** Collects the cells of one column while rows pass, and what must be known to decide how the column is read. */
final class ColumnReader {
    /** Most distinct texts of a feature. */
    static final int MAX_CATEGORIES = 100_000;

    /** From this share of numbers on, in percent, a column is one of numbers. */
    private static final long MOSTLY = 99;

    private static final long PERCENT = 100;

    private static final long MAX_CHARS = 1L << 26;
    private static final int FIRST_ROWS = 1 << 10;

    /** How cells are taken. */
    enum Mode {
        /** As numbers until something else comes, then as {@link #CATEGORY} or {@link #MIXED}. */
        OPEN,
        /** Declared: numbers, anything else is an error. */
        NUMBER,
        /** Texts, listed as they come. */
        CATEGORY,
        /** Declared: one of a list of texts, anything else is an error. */
        LISTED,
        /** Numbers came first, then a text: nothing is kept, the column is read again. */
        MIXED
    }

    final String name;
    final int position;
    Mode mode;
    int rows;
    int missing;
    /** Cells that are finite numbers, where the type is inferred. */
    int numeric;
    /** Cells that are neither numbers nor missing, where the type is inferred. */
    OtherCells others = new OtherCells();
    /** Numbers with zeros before them, where the type of a feature is inferred. */
    OtherCells zeros = new OtherCells();
    /** Cells of a category that are taken for missing and may be a country. */
    int countryTokens;

    /** Whether there were more distinct texts than are kept; cells of the others have code -1. */
    boolean overflow;

    private double[] numbers;
    private int[] codes;
    private final DistinctTexts texts;
    private final Dictionary listed;
    /** Whether cells of a category are looked at as numbers too. */
    private final boolean inferred;
    /** Characters of every cell with a number; 0 before the first, -1 when they differ. */
    private int width;

    private ColumnReader(String name, int position, Mode mode, Dictionary listed, int mostTexts, boolean inferred) {
        this.name = name;
        this.position = position;
        this.mode = mode;
        this.listed = listed;
        this.inferred = inferred;
        this.texts = new DistinctTexts(mostTexts, MAX_CHARS);
        if (isNumber()) {
            this.numbers = new double[FIRST_ROWS];
        } else {
            this.codes = new int[FIRST_ROWS];
        }
    }

    /**
     * A reader for a feature.
     *
     * @param declared null: its type is inferred
     */
    static ColumnReader feature(String name, int position, ColumnSelection.Declared declared) {
        if (declared == null || declared.isOpenDate()) {
            return new ColumnReader(name, position, Mode.OPEN, null, MAX_CATEGORIES, true);
        }
        if (declared.type().isNumeric()) {
            return new ColumnReader(name, position, Mode.NUMBER, null, 0, false);
        }
        return declared.categories() == null
                ? new ColumnReader(name, position, Mode.CATEGORY, null, MAX_CATEGORIES, false)
                : new ColumnReader(name, position, Mode.LISTED, new Dictionary(declared.categories()), 0, false);
    }

    /** A reader for a column to split by: type inferred, as many distinct texts as rows. */
    static ColumnReader other(String name, int position) {
        return new ColumnReader(name, position, Mode.OPEN, null, Integer.MAX_VALUE, false);
    }

    /**
     * A fresh reader for a second pass, which knows what this one saw.
     *
     * @param as {@link Mode#NUMBER} or {@link Mode#CATEGORY}
     */
    ColumnReader again(Mode as) {
        ColumnReader again = new ColumnReader(name, position, as, null, texts.mostEntries(), false);
        again.numeric = numeric;
        again.others = others;
        again.zeros = zeros;
        return again;
    }

    /** Cells that are not missing. */
    int values() {
        return rows - missing;
    }

    /** Whether so many cells are numbers that the others must be mistakes. */
    boolean isMostlyNumbers() {
        return others.count() > 0 && numeric * PERCENT >= MOSTLY * values();
    }

    /** Whether the numbers are codes: equally long, and some with zeros before them. */
    boolean isCode() {
        return zeros.count() > 0 && others.count() == 0 && width > 0;
    }

    /** Takes the cell of the row that the cursor stands on. */
    void read(CsvCursor row) {
        switch (mode) {
            case OPEN -> open(row);
            case NUMBER -> number(row.number(position));
            case CATEGORY -> category(row);
            case LISTED -> listed(row);
            case MIXED -> mixed(row);
        }
    }

    boolean isNumber() {
        return mode == Mode.OPEN || mode == Mode.NUMBER;
    }

    /** Values of a number column. */
    double[] numbers() {
        return Arrays.copyOf(numbers, rows);
    }

    /** Distinct texts, as they came or as they were listed. */
    List<String> texts() {
        return listed == null ? texts.list() : listed.entries();
    }

    /** How often each of {@link #texts} stands in the column; not for listed ones. */
    long[] rowsOfTexts() {
        long[] counts = new long[texts.list().size()];
        for (int i = 0; i < rows; i++) {
            if (codes[i] >= 0) {
                counts[codes[i]]++;
            }
        }
        return counts;
    }

    /** The dictionary of a category column: listed order, or sorted by code point. */
    Dictionary dictionary() {
        return listed != null
                ? listed
                : new Dictionary(
                        texts.list().stream().sorted(DistinctTexts::compare).toList());
    }

    /** Positions of a category column's cells in {@link #dictionary}. */
    int[] codes(Dictionary dictionary) {
        if (listed != null) {
            return Arrays.copyOf(codes, rows);
        }
        int[] to = texts.list().stream().mapToInt(dictionary::position).toArray();
        int[] recoded = new int[rows];
        for (int i = 0; i < rows; i++) {
            recoded[i] = codes[i] < 0 ? -1 : to[codes[i]];
        }
        return recoded;
    }

    private void open(CsvCursor row) {
        double value = row.numberOrInfinite(position);
        if (!Double.isInfinite(value)) {
            if (inferred && !Double.isNaN(value)) {
                shape(row);
            }
            numeric += Double.isNaN(value) ? 0 : 1;
            number(value);
            return;
        }
        double[] before = numbers;
        numbers = null;
        if (numeric > 0) {
            mode = Mode.MIXED;
            mixed(row);
            return;
        }
        mode = Mode.CATEGORY;
        codes = new int[before.length];
        Arrays.fill(codes, 0, rows, -1);
        category(row);
    }

    private void number(double value) {
        if (rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, rows * 2);
        }
        if (Double.isNaN(value)) {
            missing++;
        }
        numbers[rows++] = value;
    }

    private void shape(CsvCursor row) {
        int length = row.length(position);
        width = width == 0 || width == length ? length : -1;
        if (row.isZeroPadded(position)) {
            zeros.add(row, position);
        }
    }

    private void mixed(CsvCursor row) {
        double value = row.numberOrInfinite(position);
        if (Double.isNaN(value)) {
            missing++;
        } else {
            count(row, value);
        }
        rows++;
    }

    private void count(CsvCursor row, double value) {
        if (Double.isInfinite(value)) {
            others.add(row, position);
        } else {
            numeric++;
        }
    }

    private void category(CsvCursor row) {
        if (row.isMissing(position)) {
            missing++;
            countryTokens += CategoryNotes.isCountryToken(row.text(position)) ? 1 : 0;
            code(-1);
            return;
        }
        if (inferred) {
            count(row, row.numberOrInfinite(position));
        }
        int code = row.add(position, texts);
        overflow |= code == DistinctTexts.NONE;
        code(code);
    }

    private void listed(CsvCursor row) {
        if (row.isMissing(position)) {
            missing++;
            code(-1);
            return;
        }
        int code = row.code(position, listed);
        if (code < 0) {
            throw row.problem(
                    position,
                    "\"" + CsvProblems.clip(row.text(position)) + "\" is not one of the declared categories. "
                            + NearNames.hint(row.text(position), listed.entries()));
        }
        code(code);
    }

    private void code(int code) {
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, rows * 2);
        }
        codes[rows++] = code;
    }
}
