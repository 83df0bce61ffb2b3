package io.jenkins.plugins.mlpipeline.engine.check;

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
