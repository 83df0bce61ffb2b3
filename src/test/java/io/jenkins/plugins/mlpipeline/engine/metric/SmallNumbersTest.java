package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers whose squares are no longer doubles, or have lost digits. */
class SmallNumbersTest {
    private static final double[] TRUTH = {3, -0.5, 2, 7, 4.25};
    private static final double[] PREDICTED = {2.5, 0, 2, 8, 4};

    private static Map<String, MetricValue> measure(double unit) {
        RegressionOutcomes.Builder rows = RegressionOutcomes.builder();
        for (int i = 0; i < TRUTH.length; i++) {
            rows.add(TRUTH[i] * unit, PREDICTED[i] * unit);
        }
        return Metrics.measure(rows.build(), Set.of());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-200, 0x1p-510, 0x1p-540, 0x1p-900, 0x1p-1060})
    void theShareThatIsExplainedDoesNotDependOnTheUnit(double unit) {
        Map<String, MetricValue> usual = measure(1);
        Map<String, MetricValue> small = measure(unit);
        for (String key : new String[] {"r2", "explained_variance", "d2_absolute_error_score"}) {
            assertThat(small.get(key).value()).as(key).isCloseTo(usual.get(key).value(), within(1e-12));
            assertThat(small.get(key).note()).as(key).isNull();
        }
    }

    @Test
    void errorsWhoseSquaresAreTooSmallHaveNoMeanSquare() {
        for (String key : new String[] {"mean_squared_error", "root_mean_squared_error"}) {
            assertThat(measure(1e-162).get(key).undefined())
                    .isEqualTo("the numbers are too small to be computed with in double precision");
            assertThat(measure(1e-150).get(key).value()).isPositive();
        }
        RegressionOutcomes right = RegressionOutcomes.builder()
                .add(1e-162, 1e-162)
                .add(2e-162, 2e-162)
                .build();
        assertThat(Metrics.measure(right, Set.of()).get("mean_squared_error").value())
                .isZero();
        assertThat(Metrics.measure(right, Set.of()).get("r2").value()).isEqualTo(1);
    }
}
