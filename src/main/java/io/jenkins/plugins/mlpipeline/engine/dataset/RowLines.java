package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.util.Arrays;

/**
 * Where the header and the rows stand in their file. Usually a row is one line; with line ends in quoted cells it is
 * several. Lines count from 1 and end with LF, CR or CRLF.
 */
public final class RowLines {
    private final long headerFirst;
    private final int headerCount;
    private long[] first = new long[1 << 10];
    private int[] count = new int[1 << 10];
    private int rows;

    /**
     * @param headerFirst first line of the header
     * @param headerCount number of its lines
     */
    public RowLines(long headerFirst, int headerCount) {
        this.headerFirst = headerFirst;
        this.headerCount = headerCount;
    }

    /** Appends a row. */
    public void add(long firstLine, int lines) {
        if (rows == first.length) {
            first = Arrays.copyOf(first, rows * 2);
            count = Arrays.copyOf(count, rows * 2);
        }
        first[rows] = firstLine;
        count[rows++] = lines;
    }

    /** First line of the header. */
    public long headerFirst() {
        return headerFirst;
    }

    /** Number of lines of the header. */
    public int headerCount() {
        return headerCount;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** First line of a row. */
    public long first(int row) {
        return first[row];
    }

    /** Number of lines of a row. */
    public int count(int row) {
        return count[row];
    }
}
