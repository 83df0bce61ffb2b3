package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link Cells} saw of one column in a batch of rows: written by the thread that reads the batch, then counted by
 * another, in the order of the batches.
 */
final class SeenCells {
    private static final int SAMPLE = 256;

    /** For each row the cell's bin, or its hash in a column of which nothing is known. */
    final long[] cells;
    /** For each row the cell's number, where it was seen to be one; made when the first is. */
    double[] numbers;

    /** The least and the greatest number. */
    double least;

    double greatest;
    /** The first numbers of the batch, as many as there is room for; {@code NaN} where missing. */
    final double[] sample;

    int sampled;

    /** The first category that training did not know, its row's place, and whether there was another one. */
    String unseen;

    long unseenPlace;
    boolean unseenVaries;

    SeenCells(int capacity) {
        cells = new long[capacity];
        sample = new double[Math.min(capacity, SAMPLE)];
        clear();
    }

    /** Notes the number of a cell; {@code NaN} when none was seen. */
    void number(int at, double value) {
        if (numbers == null) {
            numbers = new double[cells.length];
        }
        numbers[at] = value;
    }

    /**
     * Writes what was seen.
     *
     * @param withNumbers whether the numbers of the cells are of use still
     * @param withSample whether the first numbers are
     */
    void write(DataOutput out, int rows, boolean withNumbers, boolean withSample) throws IOException {
        out.writeDouble(least);
        out.writeDouble(greatest);
        out.writeInt(withSample ? sampled : 0);
        for (int i = 0; i < sampled && withSample; i++) {
            out.writeDouble(sample[i]);
        }
        Texts.write(out, unseen);
        out.writeLong(unseenPlace);
        out.writeBoolean(unseenVaries);
        for (int row = 0; row < rows; row++) {
            out.writeLong(cells[row]);
        }
        boolean numbered = withNumbers && numbers != null;
        out.writeBoolean(numbered);
        for (int row = 0; row < rows && numbered; row++) {
            out.writeDouble(numbers[row]);
        }
    }

    /**
     * Reads what was written.
     *
     * @param before lines before those of the rows
     */
    void read(DataInput in, int rows, long before) throws IOException {
        least = in.readDouble();
        greatest = in.readDouble();
        sampled = in.readInt();
        for (int i = 0; i < sampled; i++) {
            sample[i] = in.readDouble();
        }
        unseen = Texts.read(in);
        unseenPlace = in.readLong() + before;
        unseenVaries = in.readBoolean();
        for (int row = 0; row < rows; row++) {
            cells[row] = in.readLong();
        }
        if (numbers == null) {
            numbers = new double[cells.length];
        }
        if (in.readBoolean()) {
            for (int row = 0; row < rows; row++) {
                numbers[row] = in.readDouble();
            }
        }
    }

    void clear() {
        sampled = 0;
        least = Double.POSITIVE_INFINITY;
        greatest = Double.NEGATIVE_INFINITY;
        unseen = null;
        unseenVaries = false;
    }
}
