package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevianceTest {
    @ParameterizedTest
    @CsvSource({"-1, 1", "1, 0", "1, -1", "0, 0"})
    void poissonNeedsCountsAndPositivePredictions(double truth, double predicted) {
        assertThat(measure(1, 1, truth, predicted).get("mean_poisson_deviance").undefined())
                .isEqualTo(
                        "a Poisson deviance needs true values of at least 0 and predictions greater than 0; rows with"
                                + " others: 1");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1"})
    void gammaNeedsPositiveValues(double truth, double predicted) {
        assertThat(measure(1, 1, truth, predicted).get("mean_gamma_deviance").undefined())
                .isEqualTo("a gamma deviance needs values greater than 0; rows with others: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean_poisson_deviance", "mean_gamma_deviance"})
    void roundingMakesNoneNegative(String key) {
        for (double truth = 0.1; truth < 1e9; truth *= 1.7) {
            double next = Math.nextUp(truth);
            assertThat(measure(truth, next, next, truth).get(key).value())
                    .as("%s of %s", key, truth)
                    .isNotNegative();
        }
    }

    @Test
    void isUndefinedWhereItIsTooGreat() {
        String tooGreat = "the numbers are too great to be computed with in double precision";

        assertThat(measure(1e308, 1e-300).get("mean_poisson_deviance").undefined())
                .isEqualTo(tooGreat);
        assertThat(measure(1e308, 1e-300).get("mean_gamma_deviance").undefined())
                .isEqualTo(tooGreat);
    }

    @Test
    void aVanishingShareOfThePredictionIsNoDifficulty() {
        // 2 (ln 1e600 - 1): y / y' is too small for a double.
        assertThat(measure(1e-300, 1e300).get("mean_gamma_deviance").value())
                .isCloseTo(2 * (600 * Math.log(10) - 1), within(1e-9));
    }

    @Test
    void aMedianLiesBetweenNumbersOfDifferentSigns() {
        assertThat(measure(-1e308, 1e308, 1e308, 1e308)
                        .get("median_absolute_error")
                        .undefined())
                .isEqualTo("the numbers are too great to be computed with in double precision");
        // |y - 0| is 2 and 2, the errors are 1 and 1.
        assertThat(measure(-2, -1, 2, 1).get("d2_absolute_error_score").value()).isEqualTo(0.5);
    }

    @Test
    void theMedianOfOneRowExplainsNothing() {
        assertThat(measure(2, 2).get("d2_absolute_error_score").undefined())
                .isEqualTo("one row has no distance from a median to explain");
    }

    /** @param pairs a true and a predicted number, and so on */
    private static Map<String, MetricValue> measure(double... pairs) {
        RegressionOutcomes.Builder rows = RegressionOutcomes.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            rows.add(pairs[i], pairs[i + 1]);
        }
        return Metrics.measure(rows.build(), Set.of());
    }
}
