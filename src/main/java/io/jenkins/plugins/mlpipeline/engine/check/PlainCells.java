package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSum;
import java.io.DataOutput;
import java.io.IOException;

/** A column of which nothing is known: cells are told apart by their hash, as long as there are few different ones. */
final class PlainCells extends Cells {
    private final long hashedName;
    /** Null once there were too many. */
    private DistinctValues values;

    private long first;
    private boolean any;
    private boolean varies;

    PlainCells(String name, int position, PredictedValues outcome) {
        super(name, position, null, FIRST);
        this.hashedName = RowSum.name(name);
        this.values = new DistinctValues(outcome);
    }

    @Override
    long look(RowCursor row, double[] numbers, int at, SeenCells seen) {
        double value = numbers[position];
        long hash = Double.isNaN(value) ? row.hash(position) : RowSum.cell(value);
        seen.cells[at] = hash;
        seen.number(at, value);
        return RowSum.hashed(hashedName, hash);
    }

    @Override
    void count(SeenCells seen, int rows, double[] truth) {
        for (int row = 0; row < rows; row++) {
            long hash = seen.cells[row];
            boolean room = true;
            if (hash == RowSum.MISSING) {
                counts[MISSING]++;
                room = values == null || values.addMissing(truth[row]);
            } else {
                if (!any) {
                    any = true;
                    first = hash;
                }
                varies |= hash != first;
                room = values == null || values.add(hash, seen.numbers[row], truth[row]);
            }
            if (!room) {
                values = null;
            }
        }
    }

    @Override
    void write(SeenCells seen, int rows, DataOutput out) throws IOException {
        if (values == null) {
            // There were many different cells: which of them are missing is all that is asked of the others.
            for (int row = 0; row < rows; row++) {
                seen.cells[row] = seen.cells[row] == RowSum.MISSING ? RowSum.MISSING : first;
            }
        }
        seen.write(out, rows, values != null, false);
    }

    @Override
    boolean isConstant() {
        return !varies;
    }

    @Override
    boolean hasTooMany() {
        return values == null;
    }

    @Override
    double gain() {
        return values.gain();
    }
}
