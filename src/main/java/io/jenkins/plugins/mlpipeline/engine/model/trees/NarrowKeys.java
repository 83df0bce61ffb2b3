package io.jenkins.plugins.mlpipeline.engine.model.trees;

/**
 * Keys of one column, see {@link FloatKeys}, in so few bits that the difference of two fits into an {@code int}, and so
 * that each compares with each of some thresholds as before. Between the thresholds nearest to zero, where floats have most
 * of their values, nothing but the sign is kept; beyond the farthest, one key is left on each side.
 */
final class NarrowKeys {
    /** Above every narrow key of a threshold; no difference of narrow keys overflows. */
    static final int LIMIT = (1 << 30) - 1;

    /** One below the least positive threshold, and one above the greatest negative one. */
    private int up = Integer.MAX_VALUE;

    private int down = Integer.MIN_VALUE;
    private int greatest;
    private int least;

    /** Takes a threshold that is to be compared with. */
    void add(int threshold) {
        if (threshold > 0) {
            up = Math.min(up, threshold - 1);
            greatest = Math.max(greatest, threshold);
        } else if (threshold < 0) {
            down = Math.max(down, threshold + 1);
            least = Math.min(least, threshold);
        }
    }

    /** Whether the thresholds lie near enough to each other; they do unless some are 2^127 times as far from zero as others. */
    boolean isPossible() {
        return greatest - Math.min(up, greatest) < LIMIT - 1 && Math.max(down, least) - least < LIMIT - 1;
    }

    /** Narrows keys in place. */
    void narrow(int[] keys, int count) {
        int above = up;
        int below = down;
        for (int i = 0; i < count; i++) {
            keys[i] = narrow(keys[i], above, below);
        }
    }

    int narrow(int key) {
        return narrow(key, up, down);
    }

    private static int narrow(int key, int up, int down) {
        int sign = key >> Integer.SIZE - 1 | -key >>> Integer.SIZE - 1;
        return Math.min(Math.max(key, up) - up, LIMIT - 1) + Math.max(Math.min(key, down) - down, 1 - LIMIT) + sign;
    }
}
