package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is in a file that may be compressed, as a stream in constant memory. What unpacks to far more than any table does is
 * refused: a few bytes could keep a machine busy for hours.
 */
final class Unpacked extends InputStream {
    /** Up to so many bytes nobody asks how many they were before. */
    static final long FREE = 1L << 28;

    /** Tables are some 2 to 50 times as large as their compressed file; zeros are 1,000 times and more. */
    static final long MOST_TIMES = 400;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final RawBytes raw;
    private final InputStream in;
    private final boolean limited;
    private final long free;
    private long count;

    Unpacked(Path file, RawBytes raw, InputStream in, boolean limited) {
        this(file, raw, in, limited, FREE);
    }

    /** The same with another number of bytes that are not asked about. */
    Unpacked(Path file, RawBytes raw, InputStream in, boolean limited, long free) {
        this.file = file;
        this.raw = raw;
        this.in = in;
        this.limited = limited;
        this.free = free;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = part(buffer, offset, length);
        if (n < 0) {
            raw.drain();
        }
        return n;
    }

    /** Reads the current part of an archive to its end, within the limits. */
    void passPart() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (part(buffer, 0, BUFFER) >= 0) {
            // Counted only.
        }
    }

    private int part(byte[] buffer, int offset, int length) throws IOException {
        int n;
        try {
            n = in.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
        if (n < 0) {
            return n;
        }
        count += n;
        if (limited && count > free && count / MOST_TIMES > raw.count()) {
            throw new UserError(file + ": unpacks to more than " + MOST_TIMES + " times its size, beyond "
                    + String.format(Locale.ROOT, "%,d", free >> 20)
                    + " MiB, which no table does. Look at it, and name the unpacked file if it is right.");
        }
        return n;
    }

    @Override
    public int available() throws IOException {
        return limited ? 0 : in.available();
    }

    /** See {@link TableSource#digest}. */
    String digest() throws IOException {
        return raw.digest();
    }

    @Override
    public void close() throws IOException {
        in.close();
        raw.close();
    }

    /** What a failure to unpack means; a failure of the disk is left as it is. */
    static IOException damaged(Path file, Exception e) throws IOException {
        if (e instanceof RawBytes.Unreadable unreadable) {
            throw (IOException) unreadable.getCause();
        }
        if (e instanceof UserError user) {
            throw user;
        }
        String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
        throw new UserError(
                file + ": can't be unpacked (" + FileKind.shown(List.of(reason))
                        + "). Is it whole? Unpack it with the tool that packed it, and name the unpacked file.",
                e);
    }
}
