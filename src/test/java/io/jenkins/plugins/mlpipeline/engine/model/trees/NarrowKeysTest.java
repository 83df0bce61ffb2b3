package io.jenkins.plugins.mlpipeline.engine.model.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A narrow key is above a narrow threshold exactly where the key is above the threshold. */
class NarrowKeysTest {
    private final SplittableRandom random = new SplittableRandom(7);

    private static void requireSameOrder(int[] thresholds, IntSupplier keys, int count) {
        NarrowKeys narrow = new NarrowKeys(thresholds.clone());
        int[] key = {FloatKeys.TOP, FloatKeys.BOTTOM, 0, 1, -1};
        for (int i = 0; i < count; i++) {
            for (int k : key) {
                int[] narrowed = {0, k};
                narrow.narrow(narrowed, 1, 1);
                assertThat(narrowed[0]).isZero();
                assertThat(narrowed[1]).isBetween(-NarrowKeys.LIMIT, NarrowKeys.LIMIT);
                for (int threshold : thresholds) {
                    int of = narrow.narrow(threshold);
                    assertThat(of).isLessThan(NarrowKeys.LIMIT);
                    assertThat(of - narrowed[1] < 0)
                            .as("%d above %d", k, threshold)
                            .isEqualTo(k > threshold);
                }
            }
            key = new int[] {keys.getAsInt()};
        }
    }

    /** A key at a threshold, or next to one, or anywhere. */
    private IntSupplier near(int[] thresholds) {
        return () -> random.nextInt(4) == 0 || thresholds.length == 0
                ? random.nextInt()
                : thresholds[random.nextInt(thresholds.length)] + random.nextInt(-2, 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e5})
    void ofNumbersOfOneSize(double size) {
        for (int round = 0; round < 200; round++) {
            int[] thresholds = random.doubles(random.nextInt(1, 40), -size, size)
                    .mapToInt(d -> FloatKeys.of((float) d))
                    .toArray();
            requireSameOrder(thresholds, near(thresholds), 100);
        }
    }

    @Test
    void ofNumbersOfAllSizes() {
        for (int round = 0; round < 200; round++) {
            int[] thresholds = random.ints(random.nextInt(1, 40), FloatKeys.of(Float.NEGATIVE_INFINITY) - 1, 0x7F800001)
                    .toArray();
            requireSameOrder(thresholds, near(thresholds), 100);
        }
    }

    @Test
    void atTheEndsOfTheRange() {
        int infinite = FloatKeys.of(Float.POSITIVE_INFINITY);
        int least = FloatKeys.of(Float.NEGATIVE_INFINITY) - 1;
        for (int[] thresholds : new int[][] {
            {},
            {0},
            {-1},
            {1},
            {infinite},
            {least},
            {1, infinite},
            {-1, least},
            {least, infinite},
            {-1, 0, 1},
            {1, (1 << 30) - 2},
            {1, (1 << 30) - 1},
            {1, 1 << 30},
            {-1, 1 - (1 << 30)},
            {-1, -(1 << 30)},
            {-1, -1 - (1 << 30)}
        }) {
            requireSameOrder(thresholds, near(thresholds), 300);
        }
    }
}
