package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is counted of one column while rows pass. A cell falls into one of a fixed number of bins, in which it is counted
 * and tells of the label.
 */
abstract class Cells {
    /** The bin of missing cells. */
    static final int MISSING = 0;

    /** The bin of cells that training did not know. */
    static final int UNSEEN = 1;

    /** The first bin of all others. */
    static final int FIRST = 2;

    final String name;
    final int position;
    /** What training saw; null when not known. */
    final ColumnProfile trained;

    final long[] counts;

    long outside;

    Cells(String name, int position, ColumnProfile trained, int bins) {
        this.name = name;
        this.position = position;
        this.trained = trained;
        this.counts = new long[bins];
    }

    /**
     * Looks at the cell of a row, changing nothing but what was seen: for several threads at once.
     *
     * @param numbers the row's numbers, see {@link RowCursor#seenNumbers}; {@code NaN} where that knows none
     * @param at the row's place in the batch
     * @return what the cell adds to the hash of its row
     */
    abstract long look(RowCursor row, double[] numbers, int at, SeenCells seen);

    /**
     * Counts the cells of a batch.
     *
     * @param truth for each row the position of its label, or its number
     */
    abstract void count(SeenCells seen, int rows, double[] truth);

    /**
     * Writes what was seen of a batch that is not counted yet, for somebody who counts it behind all that was counted here:
     * what does not matter here any more does not matter there.
     */
    void write(SeenCells seen, int rows, DataOutput out) throws IOException {
        seen.write(out, rows, true, true);
    }

    /** Whether all cells that are not missing are the same. */
    abstract boolean isConstant();

    /** Whether there were so many different cells that what they say of the label was not counted. */
    abstract boolean hasTooMany();

    /** How well the cells predict the label, see {@link Association#gain}; not to be asked where they are too many. */
    abstract double gain();

    long missing() {
        return counts[MISSING];
    }

    long unseen() {
        return counts[UNSEEN];
    }
}
