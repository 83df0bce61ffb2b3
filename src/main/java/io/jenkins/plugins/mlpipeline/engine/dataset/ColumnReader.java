package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** Collects the cells of one column while rows pass, and what must be known to decide how the column is read. */
final class ColumnReader {
    /** Most distinct texts of a feature. */
    static final int MAX_CATEGORIES = 100_000;

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
        /** Numbers came first, then a text: nothing is kept, the column is read again as {@link #CATEGORY}. */
        MIXED
    }

    final String name;
    final int position;
    Mode mode;
    int rows;
    int missing;
    /** Cells that are finite numbers, while {@link Mode#OPEN} or {@link Mode#MIXED}. */
    int numeric;
    /** The first cell that is not a number, with its line; null when there was none. */
    String firstText;

    long firstTextLine;
    /** Whether there were more distinct texts than are kept; cells of the others have code -1. */
    boolean overflow;

    private double[] numbers;
    private int[] codes;
    private final Texts texts;
    private final Dictionary listed;

    private ColumnReader(String name, int position, Mode mode, Dictionary listed, int mostTexts) {
        this.name = name;
        this.position = position;
        this.mode = mode;
        this.listed = listed;
        this.texts = new Texts(mostTexts, MAX_CHARS);
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
        if (declared == null) {
            return new ColumnReader(name, position, Mode.OPEN, null, MAX_CATEGORIES);
        }
        if (declared.type() == ColumnType.NUMBER) {
            return new ColumnReader(name, position, Mode.NUMBER, null, 0);
        }
        return declared.categories() == null
                ? new ColumnReader(name, position, Mode.CATEGORY, null, MAX_CATEGORIES)
                : new ColumnReader(name, position, Mode.LISTED, new Dictionary(declared.categories()), 0);
    }

    /** A reader for a column to split by: type inferred, as many distinct texts as rows. */
    static ColumnReader other(String name, int position) {
        return new ColumnReader(name, position, Mode.OPEN, null, Integer.MAX_VALUE);
    }

    /** A fresh reader for the second pass of a {@link Mode#MIXED} column. */
    ColumnReader again() {
        return new ColumnReader(name, position, Mode.CATEGORY, null, texts.mostEntries());
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

    /** The dictionary of a category column: listed order, or sorted by code point. */
    Dictionary dictionary() {
        return listed != null
                ? listed
                : new Dictionary(texts.list().stream().sorted(Texts::compare).toList());
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
            number(value);
            return;
        }
        firstText = row.text(position);
        firstTextLine = row.line();
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
        } else {
            numeric++;
        }
        numbers[rows++] = value;
    }

    private void mixed(CsvCursor row) {
        double value = row.numberOrInfinite(position);
        if (Double.isNaN(value)) {
            missing++;
        } else if (!Double.isInfinite(value)) {
            numeric++;
        }
        rows++;
    }

    private void category(CsvCursor row) {
        if (row.isMissing(position)) {
            missing++;
            code(-1);
            return;
        }
        int code = row.add(position, texts);
        overflow |= code == Texts.NONE;
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
