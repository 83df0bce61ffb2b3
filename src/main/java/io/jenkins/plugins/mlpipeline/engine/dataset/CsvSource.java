package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The text of a file: bytes are hashed as they pass, decoded strictly, and freed of a byte order mark.
 *
 * <p>After the last character comes a line feed and one {@link #END} character. The parser takes an open quote at the end
 * of a file for a closed one; with the mark behind, the record that swallowed it is known to be open.
 */
final class CsvSource extends Reader {
    /** Stands after the last line; a noncharacter, which no text has. */
    static final char END = '\uFFFF';

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int HEAD_CHARS = 1 << 16;

    private final HashingStream bytes;
    private final Reader text;
    private final CharBuffer head;
    private final char[] tail = {'\n', END};
    private int tailRead;
    private boolean ended;

    private CsvSource(HashingStream bytes, Charset charset) throws IOException {
        this.bytes = bytes;
        this.text = new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.head = CharBuffer.allocate(HEAD_CHARS);
        while (head.hasRemaining() && text.read(head) >= 0) {
            // read on
        }
        head.flip();
        if (head.hasRemaining() && head.get(0) == BYTE_ORDER_MARK) {
            head.get();
        }
    }

    static CsvSource open(Path file, Charset charset) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder; name a CSV file.");
        }
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
        try {
            return new CsvSource(new HashingStream(in), charset);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The first characters, for detecting the delimiter; does not consume them. */
    CharSequence head() {
        return head.asReadOnlyBuffer();
    }

    /** The digest of all bytes; only once {@link #END} was read. */
    String digest() {
        return Digest.write(bytes.sha);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (head.hasRemaining()) {
            int n = Math.min(length, head.remaining());
            head.get(buffer, offset, n);
            return n;
        }
        if (!ended) {
            int n = text.read(buffer, offset, length);
            if (n >= 0) {
                return n;
            }
            ended = true;
        }
        if (tailRead == tail.length) {
            return -1;
        }
        buffer[offset] = tail[tailRead++];
        return 1;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static final class HashingStream extends FilterInputStream {
        private final MessageDigest sha = Digest.sha256();

        HashingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                sha.update((byte) b);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                sha.update(buffer, offset, n);
            }
            return n;
        }

        @Override
        public long skip(long n) {
            throw new UnsupportedOperationException("bytes that are skipped are not hashed");
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
