package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.io.IOException;

/** A record of CSV text, which is used for every record again: where its cells lie, and what was seen in passing. */
abstract sealed class CsvRecord permits CsvParser, AsciiParser {
    /** First and one past the last character of each cell that is kept, counted as {@link #chars} says. */
    int[] starts;

    int[] ends;
    /** For each cell the number that it is, where that was seen in passing; else {@code NaN}. */
    double[] numbers;

    int count;
    /** Line on which the record begins, from 1, and how many lines it covers. */
    long line = 1;

    int lines;

    /**
     * @param cells for which there is room
     */
    CsvRecord(int cells) {
        starts = new int[cells];
        ends = new int[cells];
        numbers = new double[cells];
    }

    /** Room for {@link #arrange}. */
    private int[] spareStarts = {};

    private int[] spareEnds = {};
    private double[] spareNumbers = {};

    /**
     * Goes to the next record; false at the end.
     *
     * @throws CsvMalformed when there is one that can't be parsed; {@link #count} is then the position of the bad cell
     */
    abstract boolean next() throws IOException;

    /** The characters in which a cell lies from {@link #start} to {@link #end}; until another one is asked for. */
    abstract char[] chars(int cell);

    abstract String text(int cell);

    /**
     * Puts the cells of the current record in another order.
     *
     * @param order for each place the cell that goes there; some cells may go nowhere
     */
    final void arrange(int[] order) {
        if (spareStarts.length != starts.length) {
            spareStarts = new int[starts.length];
            spareEnds = new int[starts.length];
            spareNumbers = new double[starts.length];
        }
        for (int i = 0; i < order.length; i++) {
            spareStarts[i] = starts[order[i]];
            spareEnds[i] = ends[order[i]];
            spareNumbers[i] = numbers[order[i]];
        }
        int[] formerStarts = starts;
        int[] formerEnds = ends;
        double[] formerNumbers = numbers;
        starts = spareStarts;
        ends = spareEnds;
        numbers = spareNumbers;
        spareStarts = formerStarts;
        spareEnds = formerEnds;
        spareNumbers = formerNumbers;
    }

    final int start(int cell) {
        return starts[cell];
    }

    final int end(int cell) {
        return ends[cell];
    }

    /** The number that a cell is, where that was seen in passing; {@code NaN} says nothing. */
    final double number(int cell) {
        return numbers[cell];
    }

    /** Cells of the current record. */
    final int count() {
        return count;
    }

    /** Line on which the current record begins, from 1. */
    final long line() {
        return line;
    }

    /** Lines that the current record covers, at least 1. */
    final int lines() {
        return lines;
    }
}
