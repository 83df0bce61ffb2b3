package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Notes what a column says that each row costs; 8 bytes a row. */
final class CostColumn {
    private static final int FIRST = 1024;

    private final String name;
    private final int column;
    private double[] amounts = new double[FIRST];
    private int rows;

    CostColumn(String name, int column) {
        this.name = name;
        this.column = column;
    }

    String name() {
        return name;
    }

    /** @throws io.jenkins.plugins.mlpipeline.engine.UserError when the cell is no cost */
    void add(RowCursor row) {
        double amount = row.isMissing(column) ? Double.NaN : row.number(column);
        if (!(amount >= 0 && Double.isFinite(amount))) {
            throw row.problem(
                    column,
                    (Double.isNaN(amount) ? "the cost is missing" : "the cost is " + row.text(column))
                            + "; every row needs one, a finite number of at least 0. Put it right, or take the row out.");
        }
        if (rows == amounts.length) {
            amounts = Arrays.copyOf(amounts, rows + (rows >> 1));
        }
        amounts[rows++] = amount;
    }

    /** Writes what was noted, for {@link #take}. */
    void give(DataOutput out) throws IOException {
        out.writeInt(rows);
        for (int row = 0; row < rows; row++) {
            out.writeDouble(amounts[row]);
        }
    }

    /** Takes what was noted of the next rows. */
    void take(DataInput in) throws IOException {
        int more = in.readInt();
        if (rows + more > amounts.length) {
            amounts = Arrays.copyOf(amounts, Math.max(rows + more, rows + (rows >> 1)));
        }
        for (int end = rows + more; rows < end; rows++) {
            amounts[rows] = in.readDouble();
        }
    }

    /** The cost of each row. */
    double[] amounts() {
        return Arrays.copyOf(amounts, rows);
    }
}
