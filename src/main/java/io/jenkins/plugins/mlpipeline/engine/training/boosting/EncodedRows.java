package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Arrays;

/** Rows that a worker learns from, or watches, as they come. */
public final class EncodedRows {
    private static final int FIRST = 1 << 12;
    private static final int MOST = Integer.MAX_VALUE - Long.BYTES;

    private final int width;
    private float[] values = new float[0];
    private float[] targets = new float[0];
    private int rows;

    /** @param width number of features */
    public EncodedRows(int width) {
        this.width = width;
    }

    /**
     * Adds rows.
     *
     * @param matrix row-major
     * @param wanted by row what is to be predicted: the position of its label, or its standardised value
     */
    public void add(float[] matrix, float[] wanted) {
        long needed = (rows + (long) wanted.length) * width;
        if (needed > MOST) {
            throw new UserError("one of Spark's tasks has " + (rows + (long) wanted.length) + " rows of " + width
                    + " encoded features to learn from, more than can be held at once. Give Spark more cores.");
        }
        if (needed > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(MOST, Math.max(FIRST, needed + needed / 2)));
        }
        if (rows + wanted.length > targets.length) {
            targets = Arrays.copyOf(targets, Math.max(FIRST, (rows + wanted.length) * 3 / 2));
        }
        System.arraycopy(matrix, 0, values, rows * width, matrix.length);
        System.arraycopy(wanted, 0, targets, rows, wanted.length);
        rows += wanted.length;
    }

    /** How many there are. */
    public int rows() {
        return rows;
    }

    /** What each is to be predicted. */
    float[] targets() {
        return targets;
    }

    /** The features, which are given away: row-major. */
    float[] take() {
        float[] taken = Arrays.copyOf(values, rows * width);
        values = new float[0];
        return taken;
    }

    int width() {
        return width;
    }
}
