package io.jenkins.plugins.mlpipeline.engine.comparison;

import java.util.BitSet;

/**
 * Which rows of a test set a model learnt from.
 *
 * @param rows by their place from 0; null when not known
 * @param unknown why not, as a fragment; null when they are known
 */
public record LearntRows(BitSet rows, String unknown) {
    public LearntRows {
        if ((rows == null) == (unknown == null)) {
            throw new IllegalArgumentException("either rows or the reason why they are not known");
        }
    }

    /** A model that learns from no row. */
    public static LearntRows none() {
        return new LearntRows(new BitSet(), null);
    }

    /** It is not known. */
    public static LearntRows unknown(String why) {
        return new LearntRows(null, why);
    }

    /**
     * The same rows in another order.
     *
     * @param order for each new place the former one
     */
    LearntRows reordered(int[] order) {
        if (rows == null) {
            return this;
        }
        BitSet moved = new BitSet(order.length);
        for (int row = 0; row < order.length; row++) {
            moved.set(row, rows.get(order[row]));
        }
        return new LearntRows(moved, null);
    }
}
