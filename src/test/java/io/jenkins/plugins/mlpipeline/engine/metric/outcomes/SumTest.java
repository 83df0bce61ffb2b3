package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums beside those of exact decimal numbers, in any order. */
class SumTest {
    private static double of(double... terms) {
        Sum sum = new Sum();
        for (double term : terms) {
            sum.add(term);
        }
        return sum.value();
    }

    private static double exact(double... terms) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double term : terms) {
            sum = sum.add(new BigDecimal(term));
        }
        return sum.doubleValue();
    }

    private static void shuffle(Random random, double... terms) {
        for (int i = terms.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double term = terms[i];
            terms[i] = terms[other];
            terms[other] = term;
        }
    }

    /** Losses, terms of all sizes, and terms that take each other away but for what rounding would lose. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheNearestDoubleInEachOrder(int seed) {
        Random random = new Random(seed);
        double[] losses = new double[5000];
        double[] sizes = new double[500];
        double[] pairs = new double[500];
        Arrays.setAll(losses, i -> -Math.log(random.nextDouble()));
        Arrays.setAll(sizes, i -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(1900) - 1000));
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = Math.scalb(random.nextDouble() - 0.5, random.nextInt(200));
            pairs[i + 1] = i % 10 == 0 ? random.nextGaussian() : -pairs[i];
        }
        for (double[] terms : new double[][] {losses, sizes, pairs}) {
            double exact = exact(terms);
            for (int order = 0; order < 20; order++) {
                assertThat(of(terms)).isEqualTo(exact);
                shuffle(random, terms);
            }
        }
    }

    /** Half way between two doubles the smallest rest decides. */
    @Test
    void isRoundedOnce() {
        double half = Math.ulp(1.0) / 2;

        assertThat(of(1, half)).isEqualTo(1);
        assertThat(of(1, half, half * half)).isEqualTo(1 + 2 * half);
        assertThat(of(1, half, -half * half)).isEqualTo(1);
        assertThat(of(1 + 2 * half, half)).isEqualTo(1 + 4 * half);
        assertThat(of(1 + 2 * half, half, -half * half)).isEqualTo(1 + 2 * half);
        assertThat(of(1e16, 1, 1, -1e16)).isEqualTo(2);
        assertThat(of(Double.MIN_VALUE, 1, -1)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void nothingIsZero() {
        assertThat(of()).isZero();
        assertThat(1 / of(-0.0, -0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(1 / of(-1, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void whatIsTooLargeIsSaid() {
        assertThat(of(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(of(-Double.MAX_VALUE, -Double.MAX_VALUE, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(of(1, Double.NaN, 1)).isNaN();
        assertThat(of(Double.POSITIVE_INFINITY, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
