package io.jenkins.plugins.mlpipeline.engine.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.verification.check.Counting.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTest {
    private static Samples samples(long first, double... values) {
        long[] millis = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            millis[i] = first + i * 15_000L;
        }
        return new Samples(millis, values);
    }

    @Test
    void growthIsWhatCameAfterTheBeginning() {
        assertThat(Counting.growth(samples(0, 100, 110, 130, 130, 145), 15_000)).isEqualTo(35);
    }

    /** PromQL's increase says 0 of the first of these, since it never saw it grow. */
    @Test
    void aSeriesThatAppearsWithItsFirstEventsHadNoneBefore() {
        assertThat(Counting.growth(samples(60_000, 5, 5, 5), 30_000)).isEqualTo(5);
        assertThat(Counting.growth(samples(60_000, 5, 5, 7), 30_000)).isEqualTo(7);
    }

    @Test
    void aPodThatBeginsAnewCountsFromZero() {
        assertThat(Counting.growth(samples(0, 100, 120, 3, 10), 0)).isEqualTo(20 + 3 + 7);
    }

    @Test
    void whatIsNoCountIsNone() {
        assertThat(Counting.growth(samples(0, 1, Double.NaN), 0)).isNaN();
        assertThat(Counting.growth(samples(0, 1, -2), 0)).isNaN();
        assertThat(Counting.growth(samples(0, 1, Double.POSITIVE_INFINITY), 0)).isNaN();
        assertThat(Counting.whole(2.5)).isEqualTo(-1);
        assertThat(Counting.whole(3_000_000.0000001)).isEqualTo(3_000_000);
    }

    @Test
    void scrapesAreThoseOfTheWindow() {
        assertThat(Counting.scrapes(List.of(samples(0, 1, 2, 3, 4), samples(0, 1)), 15_000))
                .isEqualTo(2);
        assertThat(Counting.scrapes(List.of(), 0)).isZero();
    }
}
