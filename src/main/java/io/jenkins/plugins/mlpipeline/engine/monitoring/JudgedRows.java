package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;
import io.jenkins.plugins.mlpipeline.engine.validation.UnlabelledRun;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of which the truth is known, in the bins of training, with the size of the model's error on each. Of more rows than are kept
 * every second, fourth ... is. Not for several threads.
 */
final class JudgedRows implements UnlabelledRun.Listener {
    private static final int MOST_CELLS = 500_000;
    private static final int LEAST_CAPACITY = 1_000;
    private static final int MOST_CAPACITY = 20_000;

    /** Null where it is not known what numbers were learnt from. */
    private final ColumnBins predictions;

    private final int capacity;
    private final int[][] bins;
    private final double[] losses;
    private int size;
    private long seen;
    private long stride = 1;

    /**
     * @param columns how many columns are counted
     * @param predictions bins for what is predicted; null for none
     */
    JudgedRows(int columns, ColumnBins predictions) {
        this.predictions = predictions;
        this.capacity = Math.max(LEAST_CAPACITY, Math.min(MOST_CAPACITY, MOST_CELLS / (columns + 1)));
        this.bins = new int[capacity][];
        this.losses = new double[capacity];
    }

    @Override
    public void row(int[] row, double answer, double truth) {
        if (seen++ % stride != 0) {
            return;
        }
        if (size == capacity) {
            for (int i = 0; 2 * i < capacity; i++) {
                bins[i] = bins[2 * i];
                losses[i] = losses[2 * i];
            }
            size = (capacity + 1) / 2;
            stride *= 2;
            if ((seen - 1) % stride != 0) {
                return;
            }
        }
        bins[size] = told(predictions, row, answer);
        losses[size++] = Math.abs(truth - answer);
    }

    /** What a row tells of its error: its own bins, and the one of what is predicted. */
    static int[] told(ColumnBins predictions, int[] row, double answer) {
        if (predictions == null) {
            return row;
        }
        int[] told = Arrays.copyOf(row, row.length + 1);
        told[row.length] = predictions.bin(answer);
        return told;
    }

    int size() {
        return size;
    }

    /** @param columns that are counted */
    LossTrees.Rows rows(List<ColumnBins> columns) {
        int count = columns.size() + (predictions == null ? 0 : 1);
        int[] sizes = new int[count];
        boolean[] ordered = new boolean[count];
        for (int i = 0; i < count; i++) {
            ColumnBins column = i < columns.size() ? columns.get(i) : predictions;
            sizes[i] = column.size();
            ordered[i] = column.isOrdered();
        }
        return new LossTrees.Rows(sizes, ordered, Arrays.copyOf(bins, size), Arrays.copyOf(losses, size));
    }
}
