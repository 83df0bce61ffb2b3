package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.util.Arrays;

/**
 * Keys of one column, see {@link FloatKeys}, in so few bits that the difference of two fits into an {@code int}, and so
 * that each compares with each of the column's thresholds as before. Between the thresholds nearest to zero, where floats
 * have most of their values, nothing but the sign is kept; beyond the farthest, one key is left on each side. Where that is
 * not enough, as some thresholds are 2^127 times as far from zero as others, a key becomes the number of thresholds below.
 */
final class NarrowKeys {
    /** Not below any narrow key, and above every one of a threshold. */
    static final int LIMIT = (1 << 30) - 1;

    private static final int SIGN = Integer.SIZE - 1;

    /** One below the least positive threshold, and one above the greatest negative one. */
    private int up = Integer.MAX_VALUE;

    private int down = Integer.MIN_VALUE;
    /** All thresholds in order where keys become their numbers; else null. */
    private final int[] numbered;

    /**
     * @param thresholds those of the column, above {@link FloatKeys#BOTTOM} and below {@link FloatKeys#TOP}; sorted here
     */
    NarrowKeys(int[] thresholds) {
        Arrays.sort(thresholds);
        for (int threshold : thresholds) {
            if (threshold > 0) {
                up = Math.min(up, threshold - 1);
            } else if (threshold < 0) {
                down = Math.max(down, threshold + 1);
            }
        }
        boolean few = thresholds.length == 0
                || thresholds[thresholds.length - 1] - up < LIMIT - 1 && (long) down - thresholds[0] < LIMIT - 1;
        numbered = few ? null : Arrays.stream(thresholds).distinct().toArray();
    }

    /** Narrows some keys in place. */
    void narrow(int[] keys, int from, int count) {
        if (numbered != null) {
            for (int i = from; i < from + count; i++) {
                keys[i] = narrow(keys[i]);
            }
            return;
        }
        int above = up;
        int below = down;
        for (int i = from; i < from + count; i++) {
            keys[i] = narrow(keys[i], above, below);
        }
    }

    int narrow(int key) {
        if (numbered == null) {
            return narrow(key, up, down);
        }
        int at = Arrays.binarySearch(numbered, key);
        return at < 0 ? -1 - at : at;
    }

    private static int narrow(int key, int up, int down) {
        int sign = key >> SIGN | -key >>> SIGN;
        return Math.min(Math.max(key, up) - up, LIMIT - 1) + Math.max(Math.min(key, down) - down, 1 - LIMIT) + sign;
    }
}
