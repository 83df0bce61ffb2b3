package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.GoldenCases.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<CatalogueKey> extra =
                golden.expected().keySet().stream().map(CatalogueKey::parse).collect(Collectors.toSet());

        Map<String, MetricValue> measured = Metrics.measure(golden.outcomes(), extra);

        assertThat(measured.keySet())
                .containsExactlyInAnyOrderElementsOf(golden.expected().keySet());
        assertThat(measured.entrySet().stream()
                        .filter(e -> !agrees(e.getValue(), golden.expected().get(e.getKey())))
                        .map(e -> e.getKey() + ": " + e.getValue() + ", not "
                                + golden.expected().get(e.getKey()))
                        .toList())
                .isEmpty();
    }

    private static boolean agrees(MetricValue value, Double expected) {
        if (expected == null || value.value() == null) {
            return expected == null
                    && value.undefined() != null
                    && !value.undefined().isBlank();
        }
        return Math.abs(value.value() - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }

    @Test
    void comesFromTheLibrariesThatTheDocumentationNames() {
        assertThat(GoldenCases.read().versions().get("scikit-learn").textValue())
                .isEqualTo("1.9.1");
        assertThat(GoldenCases.read().versions().get("imbalanced-learn").textValue())
                .isEqualTo("0.14.2");
    }

    @Test
    void coversEveryMetricThatIsComputedFromAnswers() {
        Set<Metric> covered = cases().stream()
                .flatMap(c -> c.expected().entrySet().stream())
                .filter(e -> e.getValue() != null)
                .map(e -> CatalogueKey.parse(e.getKey()).metric())
                .collect(Collectors.toSet());

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Metric.values())
                        .filter(metric -> metric.family().isOfAnswers())
                        .toList());
    }
}
