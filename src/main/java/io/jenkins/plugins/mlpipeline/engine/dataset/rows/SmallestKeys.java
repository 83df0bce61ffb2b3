package io.jenkins.plugins.mlpipeline.engine.dataset.rows;

import io.jenkins.plugins.mlpipeline.engine.evaluation.RowSample;
import java.util.Arrays;

/** The smallest distinct hashes of many: a sample of the keys, the same for everybody who looks at the same ones. */
final class SmallestKeys {
    private static final int ROOM = 4 * RowSample.MOST;
    private static final double HASHES = 0x1p64;

    private final long[] kept = new long[ROOM];
    private int size;
    /** Hashes from here on are of no interest; as an unsigned number. */
    private long limit = -1;

    private boolean cut;

    void add(long hash) {
        if (Long.compareUnsigned(hash, limit) < 0) {
            kept[size++] = hash;
            if (size == ROOM) {
                compact();
            }
        }
    }

    /** Sorted and distinct, no more than are asked for. */
    private void compact() {
        long[] sorted = Arrays.copyOf(kept, size);
        flip(sorted);
        Arrays.sort(sorted);
        flip(sorted);
        size = 0;
        for (long hash : sorted) {
            if (size == 0 || kept[size - 1] != hash) {
                kept[size++] = hash;
            }
        }
        if (size > RowSample.MOST) {
            limit = kept[RowSample.MOST];
            size = RowSample.MOST;
            cut = true;
        }
    }

    /** Turns unsigned order into signed order, and back. */
    private static void flip(long[] hashes) {
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] ^= Long.MIN_VALUE;
        }
    }

    /** The sample; null where less than half of the keys are distinct. */
    RowSample sample(long keys) {
        compact();
        double greatest = size == 0 ? 1 : (kept[size - 1] >>> 1) * 2.0 / HASHES;
        double distinct = cut ? (size - 1) / greatest : size;
        return distinct * 2 < keys ? null : RowSample.of(!cut, Arrays.copyOf(kept, size));
    }
}
