package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bounds of how alike groups are treated follow from the counts of the groups. */
class FairnessGateTest {
    private static final String KEY = "equal_opportunity_difference(by=sex)";

    private static Gate gate(String expression) {
        return GateReader.parse(List.of(expression)).gates().get(0);
    }

    private static Rows rows(Statistics.Groups groups, Replicates samples, Group... counts) {
        List<Group> table = List.of(counts);
        Statistics statistics = Statistics.of(Map.of(), null, samples == null ? null : Map.of(KEY, samples), groups);
        return new Rows(
                null,
                table.stream().mapToLong(Group::rows).sum(),
                Map.of(KEY, MetricValue.of(FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE.value(table), 100)),
                statistics,
                null,
                null,
                List.of(new FairnessTable("sex", table)));
    }

    /** Of samples of these rows none has another rate in the group of five. */
    @Test
    void aSmallGroupThatIsTreatedWellByChanceDoesNotPass() {
        Limits limits = KnownLimits.ofValue(
                        gate("equal_opportunity_difference(by=sex,decide=upperBound)<=0.15"),
                        rows(null, null, new Group("f", 5, 2, 0, 40), new Group("m", 90, 3, 5, 100)))
                .limits();
        assertThat(limits.method()).isEqualTo("clopper-pearson-of-groups");
        assertThat(limits.upper(0.95)).isEqualTo(0.399, within(0.001));
        assertThat(limits.lower(0.95)).isZero();
        assertThat(limits.standardError()).isEqualTo(0.2036, within(0.001));
        assertThat(limits.isFlat()).isFalse();
    }

    @Test
    void manyRowsOfGroupsThatAreAlikePass() {
        Limits limits = KnownLimits.ofValue(
                        gate("equal_opportunity_difference(by=sex,decide=upperBound)<=0.15"),
                        rows(null, null, new Group("f", 280, 2, 20, 400), new Group("m", 900, 3, 60, 800)))
                .limits();
        assertThat(limits.upper(0.95)).isLessThan(0.05);
    }

    /** Rows that go together are no independent evidence, however many they are. */
    @Test
    void whereRowsGoTogetherWholeGroupsAreSampled() {
        double[] samples =
                IntStream.range(0, 2000).mapToDouble(i -> i / 20_000.0).toArray();
        Limits limits = KnownLimits.ofValue(
                        gate("equal_opportunity_difference(by=sex,decide=upperBound)<=0.15"),
                        rows(
                                new Statistics.Groups("patient", 40),
                                new Replicates(42, 0, samples),
                                new Group("f", 280, 2, 20, 400),
                                new Group("m", 900, 3, 60, 800)))
                .limits();
        assertThat(limits.method()).isEqualTo("bootstrap-percentile");
    }

    @ParameterizedTest
    @EnumSource(FairnessMetric.class)
    void boundsHoldTheValueAndStayInRange(FairnessMetric metric) {
        List<Group> groups =
                List.of(new Group("a", 30, 10, 10, 50), new Group("b", 8, 4, 2, 16), new Group("c", 50, 20, 20, 110));
        FairnessBounds bounds = new FairnessBounds(metric, groups);
        double value = metric.value(groups);
        assertThat(bounds.lower(0.5)).isLessThanOrEqualTo(value + 1e-12);
        assertThat(bounds.upper(0.5)).isGreaterThanOrEqualTo(value - 1e-12);
        assertThat(bounds.lower(0.95)).isBetween(0.0, value);
        assertThat(bounds.upper(0.95)).isBetween(value, 1.0);
        assertThat(bounds.interval(0.9).lower()).isEqualTo(bounds.lower(0.95));
        assertThat(bounds.interval(0.9).upper()).isEqualTo(bounds.upper(0.95));
        assertThat(bounds.interval(0.9).method()).isEqualTo("clopper-pearson-of-groups");
    }

    /** Two rates are looked at, of which the one that differs more counts. */
    @Test
    void equalizedOddsAreTheWorseOfTwoRates() {
        List<Group> groups = List.of(new Group("a", 90, 10, 10, 90), new Group("b", 90, 40, 10, 60));
        assertThat(new FairnessBounds(FairnessMetric.EQUALIZED_ODDS_DIFFERENCE, groups).upper(0.95))
                .isGreaterThan(0.3)
                .isGreaterThan(new FairnessBounds(FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE, groups).upper(0.95));
        assertThat(new FairnessBounds(FairnessMetric.EQUALIZED_ODDS_DIFFERENCE, groups).lower(0.95))
                .isBetween(0.1, 0.3);
    }
}
