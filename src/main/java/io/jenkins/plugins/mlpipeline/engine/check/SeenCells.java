package io.jenkins.plugins.mlpipeline.engine.check;

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

    /** The first category that training did not know, where it stood, and whether there was another one. */
    String unseen;

    String unseenAt;
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

    void clear() {
        sampled = 0;
        least = Double.POSITIVE_INFINITY;
        greatest = Double.NEGATIVE_INFINITY;
        unseen = null;
        unseenVaries = false;
    }
}
