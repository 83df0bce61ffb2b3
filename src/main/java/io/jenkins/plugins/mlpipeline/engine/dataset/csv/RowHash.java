package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.util.Arrays;
import java.util.List;

/**
 * A 64-bit hash of a row's content: what identifies a row when no row id is declared.
 *
 * <p>Equal rows have equal hashes on every machine and in every release that says so: the hash of a cell is FNV-1a (64
 * bit, over UTF-16 units) of its text, verbatim, or of the bits of its value when the text is a finite number ({@code 1},
 * {@code 1.0} and {@code 1e0} are the same cell; so are {@code 0} and {@code -0}), or a constant when the cell is missing.
 * Cell and column name are mixed by MurmurHash3's 64-bit finalizer and added up over the columns, so that the order of the
 * columns does not matter. Different rows of a set of n share a hash by accident with a probability below n^2 / 2^65
 * (n = 5,000,000: 7e-7). It is not made to resist somebody who wants rows to collide.
 */
public final class RowHash {
    /** The hash of a missing cell. */
    public static final long MISSING = 0x6D69737367L;

    /** From here on not every whole number is a double. */
    static final double EXACT = 0x1p53;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final long TEXT = 0x74L;
    private static final long NUMBER = 0x6EL;

    private final int[] columns;
    private final long[] names;

    /**
     * @param header the cursor's header
     * @param columns names of the columns that make the content of a row, each in the header
     */
    public RowHash(List<String> header, List<String> columns) {
        this.columns = columns.stream().mapToInt(header::indexOf).toArray();
        if (Arrays.stream(this.columns).anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException("not all of " + columns + " are in the header");
        }
        this.names = columns.stream().mapToLong(RowHash::text).toArray();
    }

    /** The hash of the row that a cursor stands on. */
    public long of(RowCursor row) {
        long sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += part(names[i], row.hash(columns[i]));
        }
        return mix(sum);
    }

    /** What a cell adds to the sum over the columns of a row. */
    public static long part(long name, long cell) {
        return mix(name ^ mix(cell));
    }

    /** The hash of a row from the sum over its columns. */
    public static long row(long sum) {
        return mix(sum);
    }

    /** The hash of a cell that is a finite number. */
    public static long number(double value) {
        // Adding 0.0 turns -0.0 into 0.0.
        return mix(Double.doubleToLongBits(value + 0.0) ^ NUMBER) ^ NUMBER;
    }

    /** The hash of a cell that is not missing. */
    public static long cell(String text) {
        return cell(text.toCharArray(), 0, text.length());
    }

    /** The hash of a cell that is not missing. */
    public static long cell(char[] chars, int from, int to) {
        int first = CsvRow.first(chars, from, to);
        int end = CsvRow.end(chars, first, to);
        double value = Decimal.parse(chars, first, end);
        if (Double.isFinite(value)) {
            return number(value);
        }
        return text(chars, from, to);
    }

    /** The hash of a cell by its text alone. */
    static long content(String text) {
        return content(text.toCharArray(), 0, text.length());
    }

    /** The hash of a cell by its text alone. */
    static long content(char[] chars, int from, int to) {
        int first = CsvRow.first(chars, from, to);
        int end = CsvRow.end(chars, first, to);
        double value = Decimal.parse(chars, first, end);
        if (Math.abs(value) < EXACT) {
            return number(value);
        }
        return Double.isFinite(value) ? text(chars, first, end) : text(chars, from, to);
    }

    /** The hash of a column's name. */
    public static long text(String text) {
        return text(text.toCharArray(), 0, text.length());
    }

    private static long text(char[] chars, int from, int to) {
        long hash = FNV_OFFSET;
        for (int i = from; i < to; i++) {
            hash = (hash ^ chars[i]) * FNV_PRIME;
        }
        return hash ^ TEXT;
    }

    /** fmix64 of MurmurHash3. */
    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }
}
