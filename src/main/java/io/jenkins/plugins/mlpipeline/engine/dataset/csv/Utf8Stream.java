package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Characters as bytes of UTF-8. */
final class Utf8Stream extends InputStream {
    private static final int BUFFER = 1 << 13;
    private static final int MOST_BYTES = 3;

    private final Reader in;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES * BUFFER).flip();

    /**
     * @param in gives whole characters: never the first half of a pair alone
     */
    Utf8Stream(Reader in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return hasBytes() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!hasBytes()) {
            return -1;
        }
        int n = Math.min(bytes.remaining(), length);
        bytes.get(target, offset, n);
        return n;
    }

    private boolean hasBytes() throws IOException {
        if (bytes.hasRemaining()) {
            return true;
        }
        int n = in.read(chars.array(), 0, BUFFER);
        if (n < 0) {
            return false;
        }
        bytes.clear();
        encoder.encode(chars.clear().limit(n), bytes, true);
        encoder.reset();
        bytes.flip();
        return true;
    }
}
