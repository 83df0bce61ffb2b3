package io.jenkins.plugins.mlpipeline.engine.model.predict;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.util.List;
import java.util.stream.IntStream;

/** Rows on their way into a model; filled by one thread, then predicted by another, then used again. */
public final class InputBatch {
    private final List<InputBuffer> buffers;
    private final int capacity;
    private final boolean padded;
    private int rows;

    /**
     * Makes room for rows.
     *
     * @param plans what goes into which input
     * @param capacity most rows
     * @param padded whether the model must be fed {@code capacity} rows always; what stands in the rest is not used
     * @param texts one per plan
     */
    InputBatch(List<InputPlan> plans, int capacity, boolean padded, List<CellTexts> texts) {
        this.buffers = IntStream.range(0, plans.size())
                .mapToObj(i -> InputBuffer.of(plans.get(i), capacity, texts.get(i)))
                .toList();
        this.capacity = capacity;
        this.padded = padded;
    }

    /** Takes the cursor's row. */
    public void add(RowCursor cursor) {
        for (InputBuffer buffer : buffers) {
            buffer.put(cursor, rows);
        }
        rows++;
    }

    /** Takes the rows of another batch of the same model and size in place of its own. */
    public void copy(InputBatch from) {
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).copy(from.buffers.get(i), 0, 0, from.rows * buffers.get(i).width);
        }
        rows = from.rows;
    }

    /**
     * Takes one column of a row from a row of another batch of the same model.
     *
     * @param column its position in the header
     */
    public void copyColumn(InputBatch from, int fromRow, int toRow, int column) {
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).copyColumn(from.buffers.get(i), fromRow, toRow, column);
        }
    }

    /**
     * Takes made-up rows in place of those of a file; for a model with one tensor of floats.
     *
     * @param values row-major
     */
    void put(float[] values, int count) {
        ((InputBuffer.Floats) buffers.get(0)).put(values);
        rows = count;
    }

    /**
     * The columns of a row that have no value, as far as a model is fed such.
     *
     * @param header the names of all columns
     */
    public List<String> missing(int row, List<String> header) {
        return buffers.stream()
                .flatMap(buffer -> buffer.missing(row).stream())
                .map(header::get)
                .toList();
    }

    /** Forgets all rows. */
    public void clear() {
        rows = 0;
    }

    /** Rows taken. */
    public int rows() {
        return rows;
    }

    /** Rows that the model is fed. */
    int fedRows() {
        return padded ? capacity : rows;
    }

    List<InputBuffer> buffers() {
        return buffers;
    }
}
