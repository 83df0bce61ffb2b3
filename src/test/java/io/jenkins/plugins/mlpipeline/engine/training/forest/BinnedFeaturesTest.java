package io.jenkins.plugins.mlpipeline.engine.training.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinnedFeaturesTest {
    private static final byte MISSING = (byte) BinnedFeatures.MISSING;

    @Test
    void fewValuesAreCutHalfWayBetweenNeighbours() {
        BinnedFeatures binned = BinnedFeatures.of(new float[] {3, 1, Float.NaN, 1, 7}, 5);

        assertThat(binned.cuts()[0]).containsExactly(2, 5);
        assertThat(binned.codes()[0]).containsExactly((byte) 1, (byte) 0, MISSING, (byte) 0, (byte) 2);
    }

    @Test
    void cutBetweenNeighbouringFloatsIsTheGreater() {
        float next = Math.nextUp(1f);

        BinnedFeatures binned = BinnedFeatures.of(new float[] {1, next}, 2);

        assertThat(binned.cuts()[0]).containsExactly(next);
        assertThat(binned.codes()[0]).containsExactly((byte) 0, (byte) 1);
    }

    @Test
    void constantAndEmptyFeaturesHaveNoCut() {
        BinnedFeatures binned = BinnedFeatures.of(new float[] {5, Float.NaN, 5, Float.NaN}, 2);

        assertThat(binned.cuts()[0]).isEmpty();
        assertThat(binned.cuts()[1]).isEmpty();
        assertThat(binned.codes()[1]).containsExactly(MISSING, MISSING);
    }

    @Test
    void manyValuesFillRangesEvenlyAndCodesAgreeWithCuts() {
        int rows = 100_000;
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = (float) Math.exp(random.nextDouble(-5, 5));
        }

        BinnedFeatures binned = BinnedFeatures.of(values, rows);

        float[] cuts = binned.cuts()[0];
        assertThat(cuts).hasSize(BinnedFeatures.MOST - 1).isSorted();
        int[] counts = new int[BinnedFeatures.MOST];
        for (int i = 0; i < rows; i++) {
            int code = binned.codes()[0][i] & 0xff;
            counts[code]++;
            if (code < cuts.length) {
                assertThat(values[i]).isLessThan(cuts[code]);
            }
            if (code > 0) {
                assertThat(values[i]).isGreaterThanOrEqualTo(cuts[code - 1]);
            }
        }
        assertThat(Arrays.stream(counts).boxed().toList())
                .allSatisfy(n -> assertThat(n).isBetween(385, 400));
    }
}
