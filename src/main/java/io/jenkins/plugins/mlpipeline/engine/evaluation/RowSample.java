package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Base64;

/**
 * A sample of the keys of a test set's rows: the smallest of their 64-bit hashes. Samples of two test sets hold the same keys
 * as far as both have them, so that they tell how many are shared.
 *
 * @param all whether it holds every distinct key, so that what follows is exact
 * @param smallest the hashes, ascending as unsigned numbers, big-endian in Base64; at most {@value #MOST}
 */
public record RowSample(boolean all, String smallest) {
    /** Most hashes of a sample. */
    public static final int MOST = 256;

    public RowSample {
        if (smallest == null) {
            throw new IllegalArgumentException("a sample of rows has no hashes");
        }
        LongBuffer hashes = decode(smallest);
        if (hashes.remaining() > MOST) {
            throw new IllegalArgumentException("a sample of rows has more than " + MOST + " hashes");
        }
        for (int i = 1; i < hashes.remaining(); i++) {
            if (Long.compareUnsigned(hashes.get(i - 1), hashes.get(i)) >= 0) {
                throw new IllegalArgumentException("the hashes of a sample of rows ascend");
            }
        }
    }

    /** A sample of these hashes, ascending as unsigned numbers. */
    public static RowSample of(boolean all, long... hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Long.BYTES);
        bytes.asLongBuffer().put(hashes);
        return new RowSample(all, Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** The hashes. */
    public long[] hashes() {
        LongBuffer buffer = decode(smallest);
        long[] hashes = new long[buffer.remaining()];
        buffer.get(hashes);
        return hashes;
    }

    private static LongBuffer decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("a sample of rows is cut off");
        }
        return ByteBuffer.wrap(bytes).asLongBuffer();
    }
}
