package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.BitSet;

/** Rows that are drawn and shuffled by chance; the same seed gives the same ones on any machine. */
public final class RowShuffles {
    private final SplitMix64 random;

    /** @param seed any number */
    public RowShuffles(long seed) {
        this.random = new SplitMix64(seed);
    }

    /**
     * Draws rows without putting them back, each as likely as any other (Floyd's method).
     *
     * @param rows how many there are
     * @param wanted how many are drawn; all when there are no more
     */
    public BitSet draw(int rows, int wanted) {
        BitSet drawn = new BitSet(rows);
        if (wanted >= rows) {
            drawn.set(0, rows);
            return drawn;
        }
        for (int last = rows - wanted; last < rows; last++) {
            int row = random.nextIndex(last + 1);
            drawn.set(drawn.get(row) ? last : row);
        }
        return drawn;
    }

    /** The positions of so many rows in random order (Fisher and Yates). */
    public int[] next(int rows) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int other = random.nextIndex(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
