package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Encodes the rows of one table; what can be looked up once is looked up when it is made. */
public final class RowEncoder {
    /** Rows that are encoded at once when all are answered. */
    private static final int CHUNK = 4096;

    /** Numbers that are encoded at once then. */
    private static final int CHUNK_NUMBERS = 1 << 24;

    private final Preprocessing preprocessing;
    private final Table table;
    /** Per category column of the preprocessing: the table's dictionary positions as positions of its encoding. */
    private final List<int[]> positions = new ArrayList<>();

    RowEncoder(Preprocessing preprocessing, Table table) {
        this.preprocessing = preprocessing;
        this.table = preprocessing.withNumbers(table);
        for (CategoryEncoding category : preprocessing.categories()) {
            positions.add(category.positions(this.table.dictionary(this.table.position(category.name()))));
        }
    }

    /** Number of rows of the table. */
    int rows() {
        return table.rows();
    }

    /** By category column and row the feature that is 1, counted among all; -1 for none. */
    public List<int[]> hot() {
        List<int[]> hot = new ArrayList<>();
        int first = preprocessing.numbers().width();
        for (int c = 0; c < positions.size(); c++) {
            CategoryEncoding encoding = preprocessing.categories().get(c);
            int[] to = positions.get(c);
            int offset = first;
            hot.add(IntStream.of(table.codes(table.position(encoding.name())))
                    .map(code -> code < 0 || to[code] < 0 ? -1 : offset + encoding.hot(to[code]))
                    .toArray());
            first += encoding.width();
        }
        return hot;
    }

    /** The features of the columns of numbers alone, of every row. */
    public float[] encodeNumbers() {
        int width = preprocessing.numbers().width();
        float[] matrix = new float[table.rows() * width];
        preprocessing.numbers().encode(table, IntStream.range(0, table.rows()).toArray(), matrix, width);
        return matrix;
    }

    /** Every row, as {@link #encode(int[])}. */
    public float[] encode() {
        return encode(0, table.rows());
    }

    /** The rows from {@code from} to before {@code to}, as {@link #encode(int[])}. */
    public float[] encode(int from, int to) {
        return encode(IntStream.range(from, to).toArray());
    }

    /** Answers encoded rows: a row-major matrix [rows, d] to [rows][k]. */
    public interface Answers {
        float[][] of(float[] matrix, int rows);
    }

    /** Answers every row, some thousands at a time, so that the features of all rows are never held at once. */
    public float[][] answer(Answers answers) {
        float[][] all = new float[table.rows()][];
        int chunk = Math.max(1, Math.min(CHUNK, CHUNK_NUMBERS / preprocessing.width()));
        for (int from = 0; from < all.length; from += chunk) {
            int to = Math.min(from + chunk, all.length);
            System.arraycopy(answers.of(encode(from, to), to - from), 0, all, from, to - from);
        }
        return all;
    }

    /**
     * Encodes some rows.
     *
     * @param rows their positions
     * @return row-major matrix [rows, d]
     * @throws UserError when the matrix is larger than an array can be
     */
    public float[] encode(int[] rows) {
        int width = preprocessing.width();
        if ((long) rows.length * width > Integer.MAX_VALUE - Long.BYTES) {
            throw new UserError("the data has " + rows.length + " rows and " + width
                    + " encoded features, more than can be held at once. Use fewer rows or columns.");
        }
        float[] matrix = new float[rows.length * width];
        preprocessing.numbers().encode(table, rows, matrix, width);
        int offset = preprocessing.numbers().width();
        for (int c = 0; c < positions.size(); c++) {
            CategoryEncoding category = preprocessing.categories().get(c);
            if (category.width() > 0) {
                int[] codes = table.codes(table.position(category.name()));
                int[] to = positions.get(c);
                for (int i = 0; i < rows.length; i++) {
                    int code = codes[rows[i]];
                    category.encode(code < 0 ? -1 : to[code], matrix, i * width + offset);
                }
            }
            offset += category.width();
        }
        return matrix;
    }
}
