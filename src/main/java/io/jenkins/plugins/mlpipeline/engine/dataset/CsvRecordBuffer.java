package io.jenkins.plugins.mlpipeline.engine.dataset;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/**
 * The characters of one record, copied out of the parser's buffer into one array that is used for every record again.
 *
 * <p>Lines are counted here, not by the parser, which miscounts a carriage return followed later by a line feed in one
 * quoted cell. A line ends with LF, CR or CRLF.
 */
final class CsvRecordBuffer extends CsvCallbackHandler<CsvRecordBuffer> {
    /** Most characters of one record. */
    static final int MAX_RECORD = 1 << 24;

    char[] chars = new char[1 << 10];
    /** End of each cell in {@link #chars}; a cell begins where the one before it ends. */
    int[] ends = new int[64];
    /** Cells of the current record. */
    int count;
    /** Line on which the current record begins, from 1. */
    long line;
    /** Lines that the current record covers, at least 1. */
    int lines;
    /** Whether the last cell was quoted. */
    boolean quoted;

    private int most = Integer.MAX_VALUE;
    private boolean empty;

    /** Sets how many cells are kept; more are counted only. */
    void keep(int cells) {
        most = cells;
    }

    int from(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    String text(int cell) {
        int from = from(cell);
        return new String(chars, from, ends[cell] - from);
    }

    /** Whether this is what stands after the last line. */
    boolean isEnd() {
        return count == 1 && ends[0] == 1 && chars[0] == CsvSource.END && !quoted;
    }

    /** Whether an open quote swallowed the rest of the file. */
    boolean isOpen() {
        int length = count == 0 || count > most ? 0 : ends[count - 1];
        return quoted && length >= 2 && chars[length - 1] == CsvSource.END && chars[length - 2] == '\n';
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return count;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        line = line == 0 ? 1 : line + lines;
        lines = 1;
        count = 0;
        empty = false;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean isQuoted) {
        quoted = isQuoted;
        if (isQuoted) {
            lines += lineEnds(buffer, offset, length);
        }
        if (count < most) {
            int from = from(count);
            if (from + length > MAX_RECORD) {
                throw new TooLong();
            }
            if (from + length > chars.length) {
                chars = Arrays.copyOf(chars, Math.max(from + length, chars.length * 2));
            }
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
            }
            System.arraycopy(buffer, offset, chars, from, length);
            ends[count] = from + length;
        }
        count++;
    }

    private static int lineEnds(char[] buffer, int offset, int length) {
        int n = 0;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n' && (i == offset || buffer[i - 1] != '\r') || buffer[i] == '\r') {
                n++;
            }
        }
        return n;
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        throw new IllegalStateException("comments are off");
    }

    @Override
    protected void setEmpty() {
        empty = true;
    }

    @Override
    protected CsvRecordBuffer buildRecord() {
        return this;
    }

    /** A record that is longer than {@link #MAX_RECORD}. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
