package io.jenkins.plugins.mlpipeline.engine.dataset.rows;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;

/** Makes the hash of a row, see {@link RowHash}, from cells that were read already: of the sum of what its cells add. */
public final class RowSum {
    /** The hash of a missing cell, which no other has but by accident; see {@link RowCursor#hash}. */
    public static final long MISSING = RowHash.MISSING;

    private RowSum() {}

    /** What a cell of a column adds; to be kept where a cell occurs often. */
    public static long missing(String column) {
        return RowHash.part(RowHash.text(column), RowHash.MISSING);
    }

    /** What a text adds; a text that is a number counts as that number. */
    public static long text(String column, String text) {
        return RowHash.part(RowHash.text(column), RowHash.cell(text));
    }

    /** The hash of a column's name, for {@link #number}. */
    public static long name(String column) {
        return RowHash.text(column);
    }

    /** What a finite number adds. */
    public static long number(long name, double value) {
        return RowHash.part(name, RowHash.number(value));
    }

    /** The hash of a cell that is a finite number, see {@link RowCursor#hash}. */
    public static long cell(double value) {
        return RowHash.number(value);
    }

    /** What a cell adds whose hash is known, see {@link RowCursor#hash}. */
    public static long hashed(long name, long cell) {
        return RowHash.part(name, cell);
    }

    /** The hash of a row. */
    public static long row(long sum) {
        return RowHash.row(sum);
    }
}
