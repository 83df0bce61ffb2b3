package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Notes what a column says that each row counts for; 8 bytes a row. For one thread. */
public final class WeightReader {
    /** Beyond these, squares of weights leave what a double can hold. */
    private static final double LEAST = 1e-100;

    private static final double MOST = 1e100;
    private static final int FIRST = 1024;

    private final String file;
    private final String name;
    private final int column;
    private double[] weights = new double[FIRST];
    private int rows;
    private long zeros;

    /**
     * @param file for messages
     * @param name of the column
     * @param column its position
     */
    public WeightReader(String file, String name, int column) {
        this.file = file;
        this.name = name;
        this.column = column;
    }

    /** The column. */
    public String name() {
        return name;
    }

    /**
     * Notes the row that the cursor stands on.
     *
     * @throws UserError when the cell is no weight
     */
    public void read(RowCursor row) {
        double weight = row.isMissing(column) ? Double.NaN : row.number(column);
        if (!(weight == 0 || weight >= LEAST && weight <= MOST)) {
            throw row.problem(
                    column,
                    (Double.isNaN(weight)
                                    ? "the weight is missing"
                                    : "the weight is " + CsvProblems.clip(row.text(column)))
                            + "; every row needs one, 0 or a number from 1e-100 to 1e100. Put it right, or take the row out.");
        }
        if (rows == weights.length) {
            weights = Arrays.copyOf(weights, rows + (rows >> 1));
        }
        zeros += weight == 0 ? 1 : 0;
        weights[rows++] = weight;
    }

    /** Writes what was noted, for {@link #take}. */
    public void give(DataOutput out) throws IOException {
        out.writeInt(rows);
        for (int row = 0; row < rows; row++) {
            out.writeDouble(weights[row]);
        }
    }

    /** Takes what was noted of the next rows. */
    public void take(DataInput in) throws IOException {
        int more = in.readInt();
        if (rows + more > weights.length) {
            weights = Arrays.copyOf(weights, Math.max(rows + more, rows + (rows >> 1)));
        }
        for (int end = rows + more; rows < end; rows++) {
            weights[rows] = in.readDouble();
            zeros += weights[rows] == 0 ? 1 : 0;
        }
    }

    /**
     * What each row counts for.
     *
     * @throws UserError when no row counts for anything
     */
    public double[] weights() {
        if (rows > 0 && zeros == rows) {
            throw new UserError(
                    file + ": column \"" + CsvProblems.clip(name)
                            + "\": every weight is 0, so that no row counts for anything. Name the column that holds the weights.");
        }
        return Arrays.copyOf(weights, rows);
    }

    /**
     * What a reader should know, one sentence each.
     *
     * @param effective as many rows of equal weight would tell as much
     * @param further what is to be said behind it, a blank first
     */
    public List<String> notes(double effective, String further) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "each row counts as much as its weight says (column \"" + CsvProblems.clip(name) + "\"): with them the "
                        + Figures.count(rows) + " rows tell as much as " + Figures.rounded(effective)
                        + " of equal weight." + further);
        if (zeros > 0) {
            notes.add("rows with the weight 0, which count for nothing: " + Figures.count(zeros) + " of "
                    + Figures.count(rows) + ".");
        }
        return notes;
    }
}
