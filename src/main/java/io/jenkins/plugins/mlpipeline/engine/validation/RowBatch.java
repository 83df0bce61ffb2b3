package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.check.CheckBatch;
import io.jenkins.plugins.mlpipeline.engine.check.RowChecks;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlock;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;

/** A batch of rows: as text, for the model, and with the truth, the line, the checks and the answer of each. */
final class RowBatch {
    private static final int NONE = -1;
    /** A batch of answers fits into the memory of a part of this. */
    private static final long MOST_NUMBERS = 1 << 27;

    CsvBlock text;
    final InputBatch input;
    final CheckBatch checks;
    final double[] truth;
    /** Where each stands, see {@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces}. */
    final long[] places;
    /** Hashes of the rows' contents and of the cells that name them. */
    final long[] contents;

    final long[] ids;
    /** What columns hold that may say which rows go together. */
    final long[] groups;
    /** What the model answered; null until it did. */
    BatchAnswers answers;

    /** Rows that were read and predicted elsewhere; {@link #NONE} for none. */
    private int taken = NONE;

    /** Whether the rows were read from the text. */
    boolean read;

    RowBatch(CsvBlock text, InputBatch input, CheckBatch checks, int capacity, int groupColumns) {
        this.text = text;
        this.input = input;
        this.checks = checks;
        this.truth = new double[capacity];
        this.places = new long[capacity];
        this.contents = new long[capacity];
        this.ids = new long[capacity];
        this.groups = new long[capacity * groupColumns];
    }

    int rows() {
        return taken >= 0 ? taken : input.rows();
    }

    /**
     * Writes what is known of the rows, for {@link #take}.
     *
     * @param seen knows how what was seen is written; the batch is not counted yet
     */
    void give(RowChecks seen, DataOutput out) throws IOException {
        int rows = rows();
        out.writeInt(rows);
        doubles(truth, rows, out);
        longs(places, rows, out);
        longs(contents, rows, out);
        longs(ids, rows, out);
        longs(groups, groups.length / truth.length * rows, out);
        out.writeBoolean(answers.integers() != null);
        if (answers.integers() != null) {
            longs(answers.integers(), rows, out);
        }
        out.writeBoolean(answers.texts() != null);
        for (int row = 0; row < rows && answers.texts() != null; row++) {
            Texts.write(out, answers.texts()[row]);
        }
        out.writeInt(answers.numbers() == null ? NONE : answers.width());
        if (answers.numbers() != null) {
            doubles(answers.numbers(), rows * answers.width(), out);
        }
        seen.write(checks, out);
    }

    /**
     * Takes what another batch was, which is as large at most.
     *
     * @param rows how many rows follow, which {@link #give} wrote first
     * @param before lines of the file before the part that the rows are of
     */
    void take(int rows, DataInput in, long before) throws IOException {
        clear();
        if (rows > truth.length) {
            throw new StreamCorruptedException(rows + " rows are more than a batch has");
        }
        taken = rows;
        doubles(truth, rows, in);
        longs(places, rows, in);
        for (int row = 0; row < rows; row++) {
            places[row] += before;
        }
        longs(contents, rows, in);
        longs(ids, rows, in);
        longs(groups, groups.length / truth.length * rows, in);
        long[] integers = in.readBoolean() ? new long[rows] : null;
        if (integers != null) {
            longs(integers, rows, in);
        }
        String[] texts = in.readBoolean() ? new String[rows] : null;
        for (int row = 0; row < rows && texts != null; row++) {
            texts[row] = Texts.read(in);
        }
        int width = in.readInt();
        if (width < NONE || (long) rows * width > MOST_NUMBERS) {
            throw new StreamCorruptedException(
                    width + " numbers for each of " + rows + " rows are none that were written");
        }
        double[] numbers = width == NONE ? null : new double[rows * width];
        if (numbers != null) {
            doubles(numbers, numbers.length, in);
        }
        answers = new BatchAnswers(rows, integers, texts, numbers, Math.max(width, 0));
        checks.read(in, rows, before);
    }

    private static void longs(long[] values, int count, DataOutput out) throws IOException {
        for (int i = 0; i < count; i++) {
            out.writeLong(values[i]);
        }
    }

    private static void longs(long[] values, int count, DataInput in) throws IOException {
        for (int i = 0; i < count; i++) {
            values[i] = in.readLong();
        }
    }

    private static void doubles(double[] values, int count, DataOutput out) throws IOException {
        for (int i = 0; i < count; i++) {
            out.writeDouble(values[i]);
        }
    }

    private static void doubles(double[] values, int count, DataInput in) throws IOException {
        for (int i = 0; i < count; i++) {
            values[i] = in.readDouble();
        }
    }

    /** Forgets all rows. */
    void clear() {
        input.clear();
        checks.clear();
        read = false;
        answers = null;
        taken = NONE;
    }
}
