package io.jenkins.plugins.mlpipeline.engine.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chances are those of scipy 1.17.1: {@code scipy.stats.fisher_exact([[now, 10 - now], [then, before - then]], 'greater')}. */
class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "6, 3, 40, 0.0008662013287360189",
        "3, 3, 40, 0.08556514187543658",
        "1, 0, 10, 0.5",
        "10, 0, 40, 9.73493886604903e-11",
        "4, 2, 25, 0.04282387441780231",
        "0, 5, 40, 1.0"
    })
    void chanceIsFishers(int now, int then, int before, double p) {
        assertThat(Failures.p(now, then, before)).isCloseTo(p, within(1e-12));
    }

    @Test
    void moreFailuresThanChanceExplainsAreSaid() {
        assertThat(Failures.more(builds(6, 3, 40)))
                .hasValue("Of the newest 10 builds 6 failed, of the 40 before 3: more than chance explains.");
        assertThat(Failures.more(builds(3, 3, 40))).isEmpty();
        assertThat(Failures.more(builds(0, 0, 40))).isEmpty();
        assertThat(Failures.more(builds(10, 0, 9))).as("too few before").isEmpty();
    }

    private static List<Boolean> builds(int now, int then, int before) {
        List<Boolean> newest = new ArrayList<>(Collections.nCopies(Failures.NEWEST, false));
        Collections.fill(newest.subList(0, now), true);
        List<Boolean> others = new ArrayList<>(Collections.nCopies(before, false));
        Collections.fill(others.subList(0, then), true);
        newest.addAll(others);
        return newest;
    }
}
