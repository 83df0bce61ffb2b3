package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;

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
    /** Null where there are too many bins or no labels to learn from. */
    final Association association;

    long outside;

    Cells(String name, int position, ColumnProfile trained, int bins, Association association) {
        this.name = name;
        this.position = position;
        this.trained = trained;
        this.counts = new long[bins];
        this.association = association;
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
     * @param fold 0 or 1 for the first row; the rows take turns
     */
    abstract void count(SeenCells seen, int rows, double[] truth, int fold);

    /** Whether all cells that are not missing are the same. */
    abstract boolean isConstant();

    final void count(int bin, double truth, int fold) {
        counts[bin]++;
        if (association != null) {
            association.add(bin, truth, fold);
        }
    }

    /** Counts cells that were seen as bins. */
    final void countBins(SeenCells seen, int rows, double[] truth, int fold) {
        for (int row = 0; row < rows; row++) {
            count((int) seen.cells[row], truth[row], fold + row & 1);
        }
    }

    long missing() {
        return counts[MISSING];
    }

    long unseen() {
        return counts[UNSEEN];
    }
}
