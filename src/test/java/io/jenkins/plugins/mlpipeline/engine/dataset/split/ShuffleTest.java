package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    /** SplitMix64 as Steele, Lea and Flood wrote it down. */
    private static long splitMix64(long seed, int draw) {
        long z = seed + draw * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Test
    void theSourceOfBitsIsSplitMix64() {
        for (long seed : new long[] {0, 42, -1}) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int draw = 1; draw <= 1_000; draw++) {
                assertThat(random.nextLong()).isEqualTo(splitMix64(seed, draw));
            }
        }
    }

    /** Splits of models that exist must not change: these numbers (dataset_random.py) may never be updated. */
    @Test
    void theOrderOfASeedIsFixed() {
        assertThat(new Shuffle(42).order(10)).containsExactly(8, 3, 6, 5, 4, 0, 9, 2, 1, 7);
    }

    @Test
    void everyPositionIsEquallyLikely() {
        int[] counts = new int[5];
        Shuffle shuffle = new Shuffle(7);
        for (int round = 0; round < 50_000; round++) {
            counts[shuffle.order(5)[0]]++;
        }
        // 10,000 expected, standard deviation 89.
        assertThat(IntStream.of(counts).boxed()).allMatch(n -> Math.abs(n - 10_000) < 450);
    }
}
