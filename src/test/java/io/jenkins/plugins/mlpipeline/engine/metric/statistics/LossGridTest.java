package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossGridTest {
    @Test
    void fewNumbersAreKeptAsTheyAre() {
        LossGrid grid = LossGrid.of(new double[] {3, 1, 2, 1, -0.0, 0.0}, 4);

        assertThat(grid.points()).containsExactly(0, 1, 2, 3);
        assertThat(grid.counts()).containsExactly(2, 2, 1, 1);
    }

    @Test
    void oneNumberIsOnePoint() {
        assertThat(LossGrid.of(new double[] {7, 7, 7}, 2)).satisfies(grid -> {
            assertThat(grid.points()).containsExactly(7);
            assertThat(grid.counts()).containsExactly(3);
        });
    }

    @Test
    void manyNumbersKeepTheirMeanAndLoseNoVariance() {
        Random random = new Random(1);
        double[] losses =
                random.doubles(50_000).map(u -> Math.exp(random.nextGaussian())).toArray();
        double mean = Arrays.stream(losses).average().orElseThrow();
        double variance =
                Arrays.stream(losses).map(l -> (l - mean) * (l - mean)).sum();
        double greatest = Arrays.stream(losses).max().orElseThrow();

        for (int most : new int[] {64, 2048}) {
            LossGrid grid = LossGrid.of(losses.clone(), most);

            assertThat(grid.points().length).isBetween(most / 2, most);
            assertThat(Arrays.stream(grid.counts()).sum()).isEqualTo(50_000, within(1e-6));
            assertThat(grid.points()[grid.points().length - 1]).isEqualTo(greatest);
            assertThat(moment(grid, 0, 1) / 50_000).isEqualTo(mean, within(1e-10));
            assertThat(moment(grid, mean, 2) / variance).isBetween(1.0, most == 64 ? 1.01 : 1.0001);
        }
    }

    private static double moment(LossGrid grid, double from, int power) {
        double sum = 0;
        for (int i = 0; i < grid.points().length; i++) {
            sum += grid.counts()[i] * Math.pow(grid.points()[i] - from, power);
        }
        return sum;
    }
}
