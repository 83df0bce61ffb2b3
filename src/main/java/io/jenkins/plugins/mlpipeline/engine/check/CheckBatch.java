package io.jenkins.plugins.mlpipeline.engine.check;

import java.io.DataInput;
import java.io.IOException;
import java.util.stream.Stream;

/** What {@link RowChecks} saw of a batch of rows; see {@link SeenCells}. */
public final class CheckBatch {
    final SeenCells[] columns;
    /** The label's cells where it is a number whose percentiles are known; else null. */
    final SeenCells label;

    final long[] hashes;
    int rows;

    CheckBatch(int columns, boolean label, int capacity) {
        this.columns =
                Stream.generate(() -> new SeenCells(capacity)).limit(columns).toArray(SeenCells[]::new);
        this.label = label ? new SeenCells(capacity) : null;
        this.hashes = new long[capacity];
    }

    /**
     * Takes what {@link RowChecks#write} wrote of rows that were looked at elsewhere.
     *
     * @param before lines of the file before those that were looked at there
     */
    public void read(DataInput in, int count, long before) throws IOException {
        clear();
        rows = count;
        for (SeenCells column : columns) {
            column.read(in, count, before);
        }
        if (label != null) {
            label.read(in, count, before);
        }
        for (int row = 0; row < count; row++) {
            hashes[row] = in.readLong();
        }
    }

    /** Forgets all rows. */
    public void clear() {
        rows = 0;
        for (SeenCells column : columns) {
            column.clear();
        }
        if (label != null) {
            label.clear();
        }
    }
}
