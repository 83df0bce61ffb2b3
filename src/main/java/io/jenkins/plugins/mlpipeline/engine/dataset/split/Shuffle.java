package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import java.util.SplittableRandom;

/**
 * A seeded order that is the same on every machine and Java version.
 *
 * <p>Source of bits is {@link SplittableRandom#nextLong} (SplitMix64; Steele, Lea, Flood, 2014), whose sequence a test
 * pins. Reducing it to a range is done here, because the library does not promise how it does: the upper half of the
 * 64 by 64 bit product (bias below n / 2^64).
 */
final class Shuffle {
    private final SplittableRandom random;

    Shuffle(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Puts values into a random order (Fisher and Yates, from the end). */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    /** 0 to n - 1 in a random order. */
    int[] order(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    private int below(int n) {
        long bits = random.nextLong();
        // n is positive, so the unsigned product needs the correction for negative bits alone.
        return (int) (Math.multiplyHigh(bits, n) + ((bits >> 63) & n));
    }
}
