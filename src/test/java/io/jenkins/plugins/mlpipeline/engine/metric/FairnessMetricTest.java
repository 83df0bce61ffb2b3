package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.comparison.ComparisonGolden;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairnessMetricTest {
    @Test
    void areFairlearns() {
        int checked = 0;
        for (JsonNode golden : ComparisonGolden.cases("fairness")) {
            List<Group> groups = counts(golden).groups();
            for (FairnessMetric metric : FairnessMetric.values()) {
                assertThat(metric.undefined(groups)).isNull();
                assertThat(metric.value(groups))
                        .as(metric.key())
                        .isEqualTo(golden.get("expected").get(metric.key()).doubleValue(), within(1e-12));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(18);
    }

    @Test
    void ofASampleAreThoseOfItsRows() {
        JsonNode golden = ComparisonGolden.cases("fairness").get(2);
        FairnessCounts counts = counts(golden);
        int[] once = IntStream.range(0, golden.get("truth").size()).map(i -> 1).toArray();
        int[] thrice = IntStream.of(once).map(i -> 3).toArray();
        for (FairnessMetric metric : FairnessMetric.values()) {
            double whole = metric.value(counts.groups());
            assertThat(counts.resampled(metric).applyAsDouble(once)).isEqualTo(whole);
            assertThat(counts.resampled(metric).applyAsDouble(thrice)).isEqualTo(whole);
        }
    }

    /** fairlearn answers a gap of 1 for these, and 0 for a single group. */
    @Test
    void isUndefinedWhereAGroupHasNothingToCompare() {
        Group full = new Group("a", 3, 1, 1, 3);
        Group withoutPositives = new Group("b", 0, 2, 0, 2);
        Group withoutNegatives = new Group("c", 2, 0, 1, 0);
        assertThat(FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE.undefined(List.of(full, withoutPositives)))
                .isEqualTo("the group \"b\" has no positive row");
        assertThat(FairnessMetric.EQUALIZED_ODDS_RATIO.undefined(List.of(full, withoutNegatives)))
                .isEqualTo("the group \"c\" has no negative row");
        assertThat(FairnessMetric.EQUAL_OPPORTUNITY_RATIO.undefined(List.of(full, withoutNegatives)))
                .isNull();
        assertThat(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE.undefined(List.of(full, withoutPositives)))
                .isNull();
        assertThat(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE.undefined(List.of(full)))
                .isEqualTo("there is only one group, which can't be compared with any other");
    }

    @Test
    void aRatioOfNothingIsUndefined() {
        List<Group> nobody = List.of(new Group("a", 0, 0, 2, 2), new Group("b", 0, 0, 1, 3));
        assertThat(FairnessMetric.DEMOGRAPHIC_PARITY_RATIO.undefined(nobody))
                .isEqualTo("no group has a rate above 0 to divide by");
        assertThat(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE.value(nobody)).isZero();
    }

    private static FairnessCounts counts(JsonNode golden) {
        ClassificationOutcomes.Builder rows =
                ClassificationOutcomes.builder(Task.BINARY, List.of("0", "1"), 1, Scores.NONE);
        Map<String, int[]> groups = new LinkedHashMap<>();
        JsonNode truth = golden.get("truth");
        for (int i = 0; i < truth.size(); i++) {
            rows.add(truth.get(i).intValue(), golden.get("predicted").get(i).intValue());
        }
        IntStream.range(0, truth.size())
                .map(i -> golden.get("groups").get(i).intValue())
                .distinct()
                .sorted()
                .forEach(group -> groups.put(
                        String.valueOf(group),
                        IntStream.range(0, truth.size())
                                .filter(i -> golden.get("groups").get(i).intValue() == group)
                                .toArray()));
        return new FairnessCounts(rows.build(), groups);
    }
}
