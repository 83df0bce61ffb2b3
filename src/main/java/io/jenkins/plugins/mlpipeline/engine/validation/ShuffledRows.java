package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Some rows as a model is fed them, in memory, so that one column can be taken from other rows. Memory: the cells of
 * the rows.
 */
final class ShuffledRows {
    /** Rows of a batch, all but the last. */
    private final int batchRows;

    private final List<InputBatch> batches = new ArrayList<>();
    private final double[] truth;
    private final long[] places;

    private ShuffledRows(int batchRows, int rows) {
        this.batchRows = batchRows;
        this.truth = new double[rows];
        this.places = new long[rows];
    }

    /**
     * Reads rows.
     *
     * @param source where they are
     * @param digest {@code sha256:<hex>} of the files as they were read before
     * @param chosen positions of the rows
     * @param target how the truth is read
     * @param batchRows most rows of a batch
     * @throws UserError when they are others by now
     */
    static ShuffledRows read(
            DataSource source, String digest, BitSet chosen, PredictionTask target, BoundModel bound, int batchRows)
            throws IOException {
        int capacity = bound.fixedRows() > 0 ? bound.fixedRows() : batchRows;
        ShuffledRows rows = new ShuffledRows(capacity, chosen.cardinality());
        try (RowFiles data = source.open()) {
            TruthReader truth = new TruthReader(data.column(source.selection().label()), target);
            int taken = 0;
            int row = 0;
            for (RowCursor cells = data.next(); cells != null; cells = data.next()) {
                if (chosen.get(row++)) {
                    rows.take(cells, truth, bound, taken++);
                }
            }
            if (!digest.equals(source.digest(data))) {
                throw new UserError(
                        data.name() + ": changed while it was validated. Validate again when nothing writes it.");
            }
        }
        return rows;
    }

    private void take(RowCursor cells, TruthReader reader, BoundModel bound, int row) {
        if (row % batchRows == 0) {
            batches.add(bound.newBatch(batchRows));
        }
        batches.get(batches.size() - 1).add(cells);
        truth[row] = reader.read(cells);
        places[row] = cells.place();
    }

    /** How many rows there are. */
    int size() {
        return truth.length;
    }

    /** How many batches they are. */
    int batches() {
        return batches.size();
    }

    /** Most rows of a batch. */
    int batchRows() {
        return batchRows;
    }

    /**
     * Fills a batch with rows of which one column is that of other rows.
     *
     * @param batch as large as those of these rows
     * @param number of the batch
     * @param column position of the column in the file
     * @param order by row the row whose cell it gets
     */
    void fill(InputBatch batch, int number, int column, int... order) {
        batch.copy(batches.get(number));
        int first = number * batchRows;
        for (int row = 0; row < batch.rows(); row++) {
            int other = order[first + row];
            batch.copyColumn(batches.get(other / batchRows), other % batchRows, row, column);
        }
    }

    /** The truth of a batch's rows. */
    double[] truth(int number) {
        int first = number * batchRows;
        return Arrays.copyOfRange(truth, first, Math.min(truth.length, first + batchRows));
    }

    /** Where a batch's rows stand. */
    long[] places(int number) {
        int first = number * batchRows;
        return Arrays.copyOfRange(places, first, Math.min(places.length, first + batchRows));
    }
}
