package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.GoldenCases.Case;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key against scikit-learn's value, to 1e-12. */
class MetricGoldenTest {
    private static final double TOLERANCE = 1e-12;

    static List<Case> cases() {
        return GoldenCases.read().cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsScikitLearn(Case golden) {
        Set<MetricKey> extra =
                golden.expected().keySet().stream().map(MetricKey::parse).collect(Collectors.toSet());

        Map<String, MetricValue> measured = Metrics.measure(golden.outcomes(), extra);

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(measured.keySet())
                .containsExactlyInAnyOrderElementsOf(golden.expected().keySet());
        golden.expected().forEach((key, expected) -> {
            MetricValue value = measured.get(key);
            if (expected == null) {
                softly.assertThat(value.undefined()).as("reason for no %s", key).isNotBlank();
            } else if (value.value() == null) {
                softly.fail("%s is undefined (%s), not %s", key, value.undefined(), expected);
            } else {
                double off = Math.abs(value.value() - expected);
                softly.assertThat(off <= TOLERANCE * Math.max(1, Math.abs(expected)))
                        .as("%s is %s, not %s", key, value.value(), expected)
                        .isTrue();
            }
        });
        softly.assertAll();
    }

    @Test
    void comesFromTheScikitLearnThatTheDocumentationNames() {
        assertThat(GoldenCases.read().versions().get("scikit-learn").textValue())
                .isEqualTo("1.9.1");
    }

    @Test
    void coversEveryMetricThatIsComputedFromAnswers() {
        Set<Metric> covered = cases().stream()
                .flatMap(c -> c.expected().entrySet().stream())
                .filter(e -> e.getValue() != null)
                .map(e -> MetricKey.parse(e.getKey()).metric())
                .collect(Collectors.toSet());

        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(covered.contains(metric) || metric.family() == Metric.Family.COST)
                        .as(metric.key())
                        .isTrue());
    }
}
