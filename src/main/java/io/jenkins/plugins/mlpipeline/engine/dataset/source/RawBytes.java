package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The bytes of a file as they lie on the disk: counted and hashed as they pass. */
final class RawBytes extends FilterInputStream {
    private static final int BUFFER = 1 << 16;

    private final MessageDigest sha = Digest.sha256();
    private long count;
    private boolean ended;

    RawBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n;
        try {
            n = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
        ended |= n < 0;
        if (n > 0) {
            sha.update(buffer, offset, n);
            count += n;
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] passed = new byte[(int) Math.min(n, BUFFER)];
        return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Bytes that passed. */
    long count() {
        return count;
    }

    /** Reads what is left: what follows the packed text is a part of the file too. */
    void drain() throws IOException {
        byte[] passed = new byte[BUFFER];
        while (!ended) {
            read(passed, 0, passed.length);
        }
    }

    /** {@code sha256:<hex>} of all bytes; once. */
    String digest() throws IOException {
        drain();
        return Digest.write(sha);
    }

    /** A failure of the disk, and not of what unpacks. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
