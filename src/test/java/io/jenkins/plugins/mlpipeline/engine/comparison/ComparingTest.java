package io.jenkins.plugins.mlpipeline.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparingTest {
    private static final double TOLERANCE = 1e-12;

    @Test
    void pairsAreThoseOfScikitLearnsPredictions() {
        int checked = 0;
        for (JsonNode golden : ComparisonGolden.cases("comparisons")) {
            if (!golden.has("pairs")) {
                continue;
            }
            Comparison comparison = compare(golden, null, Set.of());
            for (var expected : golden.get("pairs").properties()) {
                PairCounts pairs = comparison.metrics().get(expected.getKey()).pairs();
                JsonNode counts = expected.getValue().get("counts");
                assertThat(pairs)
                        .as(expected.getKey())
                        .isEqualTo(new PairCounts(
                                counts.get(0).longValue(),
                                counts.get(1).longValue(),
                                counts.get(2).longValue(),
                                counts.get(3).longValue()));
                checked++;
            }
            assertThat(comparison.flips())
                    .isEqualTo(comparison.metrics().get("accuracy").pairs());
        }
        assertThat(checked).isEqualTo(6);
    }

    @Test
    void differencesOfLossesAndAreasAreScipysAndTheKernels() {
        int checked = 0;
        for (JsonNode golden : ComparisonGolden.cases("comparisons")) {
            Comparison comparison = compare(golden, null, Set.of());
            for (var expected : golden.get("differences").properties()) {
                Estimated difference =
                        comparison.metrics().get(expected.getKey()).difference();
                assertSame(difference, expected.getValue(), expected.getKey());
                if (expected.getValue().has("lower")) {
                    assertThat(Estimate.of(difference).lower(0.95))
                            .isEqualTo(expected.getValue().get("lower").doubleValue(), within(1e-9));
                    assertThat(Estimate.of(difference).upper(0.95))
                            .isEqualTo(expected.getValue().get("upper").doubleValue(), within(1e-9));
                }
                checked++;
            }
        }
        assertThat(checked).isEqualTo(12);
    }

    @Test
    void groupedRowsAreClusteredAsStatsmodelsDoes() {
        int checked = 0;
        for (JsonNode golden : ComparisonGolden.cases("comparisons")) {
            if (!golden.has("clustered")) {
                continue;
            }
            RowGroups groups = ComparisonGolden.groups(golden);
            Comparison comparison = compare(golden, groups, Set.of());
            for (var expected : golden.get("clustered").properties()) {
                Compared compared = comparison.metrics().get(expected.getKey());
                assertThat(compared.pairs()).isNull();
                assertSame(compared.difference(), expected.getValue(), expected.getKey());
                checked++;
            }
            Outcomes candidate = ComparisonGolden.outcomes(golden, golden.get("candidate"));
            for (var expected : golden.get("candidateClustered").properties()) {
                assertSame(
                        MetricStatistics.estimate(candidate, CatalogueKey.parse(expected.getKey()), groups)
                                .orElseThrow(),
                        expected.getValue(),
                        expected.getKey());
                checked++;
            }
            assertThat(comparison.metrics().get("roc_auc").difference()).isNull();
        }
        assertThat(checked).isEqualTo(10);
    }

    @Test
    void theRestIsResampledWhenItIsAskedForAndTheSeedDecides() {
        JsonNode golden = ComparisonGolden.cases("comparisons").get(1);
        Set<CatalogueKey> asked = Set.of(CatalogueKey.parse("f1"), CatalogueKey.parse("accuracy"));
        Comparison comparison = compare(golden, null, asked);
        Compared f1 = comparison.metrics().get("f1");
        assertThat(f1.replicates().values()).hasSize(2000).isSorted();
        assertThat(f1.replicates().seed()).isEqualTo(42);
        assertThat(comparison.metrics().get("accuracy").replicates()).isNull();
        assertThat(comparison.metrics().get("precision").replicates()).isNull();
        assertThat(compare(golden, null, asked).metrics().get("f1").replicates().values())
                .isEqualTo(f1.replicates().values());
        double mean = Arrays.stream(f1.replicates().values()).average().orElseThrow();
        assertThat(mean).isEqualTo(f1.candidate() - f1.baseline(), within(0.02));
    }

    private static Comparison compare(JsonNode golden, RowGroups groups, Set<CatalogueKey> sampled) {
        return Comparing.compare(
                ComparisonGolden.outcomes(golden, golden.get("candidate")),
                ComparisonGolden.outcomes(golden, golden.get("baseline")),
                Set.of(),
                sampled,
                groups,
                42,
                Losses.MOST_POINTS);
    }

    private static void assertSame(Estimated actual, JsonNode expected, String what) {
        assertThat(actual.value()).as(what).isEqualTo(expected.get("value").doubleValue(), within(TOLERANCE));
        assertThat(actual.standardError())
                .as(what)
                .isEqualTo(expected.get("standardError").doubleValue(), within(TOLERANCE));
        if (expected.has("degreesOfFreedom")) {
            assertThat(actual.degreesOfFreedom())
                    .as(what)
                    .isEqualTo(expected.get("degreesOfFreedom").doubleValue());
        } else {
            assertThat(actual.degreesOfFreedom()).as(what).isNull();
        }
    }
}
