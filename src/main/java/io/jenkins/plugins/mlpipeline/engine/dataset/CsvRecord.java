package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.io.IOException;
import java.util.Arrays;

/** A record of CSV text, which is used for every record again: where its cells lie, and what was seen in passing. */
abstract sealed class CsvRecord permits CsvParser, AsciiParser {
    private static final int FIRST_CELLS = 64;

    /** First and one past the last character of each cell that is kept, counted as {@link #chars} says. */
    int[] starts = new int[FIRST_CELLS];

    int[] ends = new int[FIRST_CELLS];
    /** For each cell the number that it is, where that was seen in passing; else {@code NaN}. */
    double[] numbers = new double[FIRST_CELLS];

    int count;
    /** Line on which the record begins, from 1, and how many lines it covers. */
    long line = 1;

    int lines;
    private int mostCells = Integer.MAX_VALUE;

    /** Sets how many cells of a record are kept; more are counted only. */
    final void keep(int cells) {
        mostCells = cells;
    }

    /** Makes room for all cells that are kept. */
    final void makeRoom() {
        starts = Arrays.copyOf(starts, Math.max(mostCells, FIRST_CELLS));
        ends = Arrays.copyOf(ends, starts.length);
        numbers = Arrays.copyOf(numbers, starts.length);
    }

    /** Cells of which the place is known. */
    final int kept() {
        return Math.min(count, mostCells);
    }

    /** Notes the next cell. */
    final void add(int start, int end, double number) {
        if (count < mostCells) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            starts[count] = start;
            ends[count] = end;
            numbers[count] = number;
        }
        count++;
    }

    /**
     * Goes to the next record; false at the end.
     *
     * @throws CsvMalformed when there is one that can't be parsed; {@link #count} is then the position of the bad cell
     */
    abstract boolean next() throws IOException;

    /** The characters in which a cell lies from {@link #start} to {@link #end}; until another one is asked for. */
    abstract char[] chars(int cell);

    abstract String text(int cell);

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
