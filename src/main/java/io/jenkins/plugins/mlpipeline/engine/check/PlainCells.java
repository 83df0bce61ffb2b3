package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowSum;

/** A column of which nothing is known: cells are told apart by their hash, and the first distinct ones are counted. */
final class PlainCells extends Cells {
    /** Most distinct cells whose label is looked at. */
    static final int MOST_DISTINCT = 256;

    private final long hashedName;
    private final LongIndex bins = new LongIndex(MOST_DISTINCT);
    private long first;
    private boolean any;
    private boolean varies;
    private boolean overflow;

    PlainCells(String name, int position, Association association) {
        super(name, position, null, FIRST + MOST_DISTINCT, association);
        this.hashedName = RowSum.name(name);
    }

    @Override
    long look(RowCursor row, double[] numbers, int at, SeenCells seen) {
        double value = numbers[position];
        long hash = Double.isNaN(value) ? row.hash(position) : RowSum.cell(value);
        seen.cells[at] = hash;
        return RowSum.hashed(hashedName, hash);
    }

    @Override
    void count(SeenCells seen, int rows, double[] truth, int fold) {
        if (overflow && varies) {
            countMissing(seen, rows, truth, fold);
            return;
        }
        for (int row = 0; row < rows; row++) {
            long hash = seen.cells[row];
            if (hash == RowSum.MISSING) {
                count(MISSING, truth[row], fold + row & 1);
            } else {
                if (!any) {
                    any = true;
                    first = hash;
                }
                varies |= hash != first;
                if (!overflow) {
                    distinct(hash, truth[row], fold + row & 1);
                }
            }
        }
    }

    /** Nothing else is to be learnt any more. */
    private void countMissing(SeenCells seen, int rows, double[] truth, int fold) {
        for (int row = 0; row < rows; row++) {
            if (seen.cells[row] == RowSum.MISSING) {
                count(MISSING, truth[row], fold + row & 1);
            }
        }
    }

    private void distinct(long hash, double truth, int fold) {
        int bin = bins.add(hash);
        if (bin == LongIndex.FULL) {
            overflow = true;
        } else {
            count(FIRST + bin, truth, fold);
        }
    }

    @Override
    boolean isConstant() {
        return !varies;
    }

    /** Whether there were more distinct cells than are counted. */
    boolean overflow() {
        return overflow;
    }
}
