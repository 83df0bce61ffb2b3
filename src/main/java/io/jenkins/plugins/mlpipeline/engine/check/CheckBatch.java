package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.RowSum;
import java.util.List;
import java.util.stream.Stream;

/** What {@link RowChecks} saw of a batch of rows; see {@link SeenCells}. */
public final class CheckBatch {
    final List<SeenCells> columns;
    /** The label's cells where it is a number whose percentiles are known; else null. */
    final SeenCells label;

    final long[] hashes;
    final RowSum sum = new RowSum();
    int rows;

    CheckBatch(int columns, boolean label, int capacity) {
        this.columns =
                Stream.generate(() -> new SeenCells(capacity)).limit(columns).toList();
        this.label = label ? new SeenCells(capacity) : null;
        this.hashes = new long[capacity];
    }

    /** Forgets all rows. */
    public void clear() {
        rows = 0;
        columns.forEach(SeenCells::clear);
        if (label != null) {
            label.clear();
        }
    }
}
