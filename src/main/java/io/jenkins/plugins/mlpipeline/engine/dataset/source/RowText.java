package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows as the text of a CSV file, made as it is read: UTF-8, commas, lines that end with LF, quotes where they are needed. */
abstract class RowText extends InputStream {
    private static final int FIRST = 1 << 12;

    private byte[] bytes = new byte[FIRST];
    /** Bytes that were written before those in the buffer. */
    private long before;

    private int at;
    private int limit;
    private int cells;
    private boolean ended;

    /** Writes the next records, at least one byte; false when there are no more. */
    abstract boolean more() throws IOException;

    @Override
    public final int read() throws IOException {
        return hasBytes() ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasBytes()) {
            return -1;
        }
        int n = Math.min(limit - at, length);
        System.arraycopy(bytes, at, target, offset, n);
        at += n;
        return n;
    }

    /** Bytes that were written so far. */
    final long written() {
        return before + limit;
    }

    private boolean hasBytes() throws IOException {
        while (at == limit && !ended) {
            at = 0;
            before += limit;
            limit = 0;
            ended = !more();
        }
        return at < limit;
    }

    /** Adds a cell; null is an empty one. */
    final void cell(String text) {
        begin();
        if (text == null) {
            return;
        }
        boolean quoted = false;
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        add(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
    }

    /** Ends a record. A record of one empty cell would be an empty line, which is none. */
    final void endRecord() {
        if (cells == 1 && (limit == 0 || bytes[limit - 1] == '\n')) {
            add("\"\"");
        }
        endLine();
    }

    /** Adds a line end, which makes an empty line where there are no cells. */
    final void endLine() {
        room(1);
        bytes[limit++] = '\n';
        cells = 0;
    }

    private void begin() {
        if (cells++ > 0) {
            room(1);
            bytes[limit++] = ',';
        }
    }

    private void add(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
                room(rest.length);
                System.arraycopy(rest, 0, bytes, limit, rest.length);
                limit += rest.length;
                return;
            }
            bytes[limit++] = (byte) c;
        }
    }

    private void room(int more) {
        if (limit + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, limit + more));
        }
    }
}
