package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * Copies chosen lines of a stream of bytes, with their line ends; a byte order mark is always copied.
 *
 * <p>Line feeds and carriage returns are found in the bytes: in UTF-16 as units of two bytes, in every other supported
 * charset (see {@link CsvFormat}) as one byte that stands for nothing else.
 */
public final class LineCopy implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int LINE_FEED = '\n';
    private static final int CARRIAGE_RETURN = '\r';
    private static final int QUOTE = '"';
    private static final int BIG_ENDIAN_MARK = 0xFEFF;
    private static final int LITTLE_ENDIAN_MARK = 0xFFFE;

    private final InputStream in;
    private final OutputStream out;
    private final boolean wide;
    private final boolean littleEndian;
    private final byte[] buffer = new byte[BUFFER];
    /** Next unit. */
    private int position;

    private int limit;
    /** Line of the next unit. */
    private long line;

    private final boolean records;
    private boolean quoted;

    /**
     * @param records whether lines are records that count from 0, see {@link CsvParser#countRecords}; else they count from 1
     */
    public LineCopy(InputStream in, OutputStream out, Charset charset, boolean records) throws IOException {
        this.in = in;
        this.out = out;
        this.records = records;
        this.line = records ? 0 : 1;
        this.wide = charset.name().startsWith("UTF-16");
        fill();
        int mark = limit < 2 ? 0 : (buffer[0] & 0xFF) << Byte.SIZE | buffer[1] & 0xFF;
        this.littleEndian = mark == LITTLE_ENDIAN_MARK
                || mark != BIG_ENDIAN_MARK && charset.name().endsWith("LE");
        int markLength = 0;
        if (wide && (mark == LITTLE_ENDIAN_MARK || mark == BIG_ENDIAN_MARK)) {
            markLength = 2;
        } else if (!wide && mark == 0xEFBB && limit > 2 && (buffer[2] & 0xFF) == 0xBF) {
            markLength = 3;
        }
        out.write(buffer, 0, markLength);
        position = markLength;
    }

    /**
     * Copies lines.
     *
     * @param first not before the lines copied already
     * @param count how many
     */
    public void lines(long first, int count) throws IOException {
        if (first < line) {
            throw new IllegalArgumentException("line " + first + " was passed already");
        }
        advance(first, false);
        advance(first + count, true);
    }

    /** Reads to the end. */
    public void drain() throws IOException {
        advance(Long.MAX_VALUE, false);
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }

    /** Goes to the beginning of a line, or to the end of the stream. */
    private void advance(long to, boolean copy) throws IOException {
        int from = position;
        while (line < to) {
            if (limit - position < width()) {
                write(from, copy);
                if (!fill()) {
                    return;
                }
                from = position;
            }
            int unit = unit(position);
            position += width();
            quoted ^= records && unit == QUOTE;
            if (quoted) {
                continue;
            }
            if (unit == LINE_FEED) {
                line++;
            } else if (unit == CARRIAGE_RETURN) {
                if (limit - position < width()) {
                    write(from, copy);
                    fill();
                    from = position;
                }
                if (limit - position >= width() && unit(position) == LINE_FEED) {
                    position += width();
                }
                line++;
            }
        }
        write(from, copy);
    }

    private void write(int from, boolean copy) throws IOException {
        if (copy) {
            out.write(buffer, from, position - from);
        }
    }

    private int width() {
        return wide ? 2 : 1;
    }

    private int unit(int at) {
        if (!wide) {
            return buffer[at];
        }
        int a = buffer[at] & 0xFF;
        int b = buffer[at + 1] & 0xFF;
        return littleEndian ? b << Byte.SIZE | a : a << Byte.SIZE | b;
    }

    /** Moves what is left to the beginning and reads more; false when there is nothing more. */
    private boolean fill() throws IOException {
        int left = limit - position;
        System.arraycopy(buffer, position, buffer, 0, left);
        position = 0;
        limit = left;
        int n = in.readNBytes(buffer, limit, BUFFER - limit);
        limit += n;
        return n > 0;
    }
}
