package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningTest {
    @Test
    void certifyingValuesAreTheLeastThatStatsmodelsWilsonBoundAccepts() {
        for (JsonNode golden : StatisticsGolden.cases("certifyingValues")) {
            OptionalDouble value = Planning.certifyingValue(
                    golden.get("threshold").doubleValue(),
                    golden.get("n").longValue(),
                    golden.get("confidence").doubleValue());
            if (golden.get("value").isNull()) {
                assertThat(value).as("%s", golden).isEmpty();
            } else {
                assertThat(value).as("%s", golden).hasValue(golden.get("value").doubleValue());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 0.950", "1000, 0.916", "10000, 0.905"})
    void ninetyPercentIsCertifiedByMoreThanNinetyPercent(long n, double observed) {
        assertThat(Planning.certifyingValue(0.9, n, 0.95).orElseThrow()).isBetween(observed - 5e-4, observed + 5e-4);
    }

    @Test
    void minimumDetectableChangeEqualsScipy() {
        for (JsonNode golden : StatisticsGolden.cases("detectable")) {
            double change = Planning.minimumDetectableChange(
                    golden.get("standardError").doubleValue(),
                    golden.get("confidence").doubleValue(),
                    golden.get("power").doubleValue());
            assertClose(change, golden.get("change").doubleValue(), 1e-12, golden);
        }
    }

    @Test
    void reuseEqualsTheFormulaWithWholeNumbers() {
        for (JsonNode golden : StatisticsGolden.cases("reuse")) {
            long rows = TestSetReuse.rows(
                    TestSetReuse.Condition.valueOf(golden.get("condition").textValue()),
                    TestSetReuse.Adaptivity.valueOf(golden.get("adaptivity").textValue()),
                    golden.get("uses").intValue(),
                    golden.get("tolerance").doubleValue(),
                    golden.get("failure").doubleValue());
            assertThat(rows).as("%s", golden).isEqualTo(golden.get("rows").longValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"ONE_MODEL, NONE, 404", "ONE_MODEL, FULL, 1340", "DIFFERENCE, NONE, 1753", "DIFFERENCE, FULL, 5496"})
    void reuseEqualsThePaper(TestSetReuse.Condition condition, TestSetReuse.Adaptivity adaptivity, long rows) {
        assertThat(TestSetReuse.rows(condition, adaptivity, 32, 0.1, 0.01)).isEqualTo(rows);
    }

    @Test
    void reuseRefusesWhatHasNoAnswer() {
        assertThatThrownBy(() ->
                        TestSetReuse.rows(TestSetReuse.Condition.ONE_MODEL, TestSetReuse.Adaptivity.NONE, 0, 0.1, 0.01))
                .hasMessage("0 uses, tolerance 0.1, failure 0.01");
    }

    @Test
    void holmEqualsStatsmodels() {
        for (JsonNode golden : StatisticsGolden.cases("holm")) {
            double[] adjusted = Holm.adjust(StatisticsGolden.doubles(golden.get("pValues")));
            double[] expected = StatisticsGolden.doubles(golden.get("adjusted"));
            assertThat(adjusted).hasSameSizeAs(expected);
            for (int i = 0; i < adjusted.length; i++) {
                assertClose(adjusted[i], expected[i], 1e-12, golden);
            }
        }
    }

    @Test
    void holmOfNothingIsNothing() {
        assertThat(Holm.adjust()).isEmpty();
    }
}
