package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;

/**
 * What is counted of one column while rows pass. A cell falls into one of a fixed number of bins, in which it is counted
 * and tells of the label. One thread at a time.
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
     * Takes the cell of a row.
     *
     * @param truth position of the row's label, or its number
     * @param fold 0 or 1
     * @return what the cell adds to the hash of its row
     */
    abstract long take(RowCursor row, double truth, int fold);

    /** Whether all cells that are not missing are the same. */
    abstract boolean isConstant();

    final void count(int bin, double truth, int fold) {
        counts[bin]++;
        if (association != null) {
            association.add(bin, truth, fold);
        }
    }

    long missing() {
        return counts[MISSING];
    }

    long unseen() {
        return counts[UNSEEN];
    }
}
