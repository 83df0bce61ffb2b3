package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairedProportionsTest {
    static List<JsonNode> cases() {
        return StatisticsGolden.cases("pairedTables");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalStatsmodels(JsonNode golden) {
        int[] table = StatisticsGolden.ints(golden.get("table"));
        PairedProportions paired = new PairedProportions(table[0], table[1], table[2], table[3]);
        double confidence = golden.get("confidence").doubleValue();
        double[] limits = StatisticsGolden.doubles(golden.get("interval"));

        assertClose(paired.interval(confidence).lower(), limits[0], 1e-12, golden);
        assertClose(paired.interval(confidence).upper(), limits[1], 1e-12, golden);
        assertClose(paired.lower(confidence), limits[2], 1e-12, golden);
        assertClose(paired.upper(confidence), limits[3], 1e-12, golden);
    }

    @Test
    void newcombesPublishedExample() {
        PairedProportions paired = new PairedProportions(14, 5, 0, 22);
        Interval interval = paired.interval(0.95);

        assertThat(paired.difference()).isCloseTo(0.12195, within(5e-6));
        assertThat(interval.lower()).isCloseTo(0.01148, within(5e-6));
        assertThat(interval.upper()).isCloseTo(0.22649, within(5e-6));
        assertThat(interval.method()).isEqualTo("newcombe-10");
    }

    @Test
    void swappingTheModelsMirrorsTheInterval() {
        Interval interval = new PairedProportions(40, 12, 5, 9).interval(0.95);
        Interval swapped = new PairedProportions(40, 5, 12, 9).interval(0.95);

        assertThat(swapped.lower()).isCloseTo(-interval.upper(), within(1e-15));
        assertThat(swapped.upper()).isCloseTo(-interval.lower(), within(1e-15));
    }

    @Test
    void planningDoesNotTakeAgreementForCertainty() {
        PairedProportions agreeing = new PairedProportions(90, 0, 0, 10);

        assertThat(agreeing.planningStandardError()).isCloseTo(1.0 / 102, within(1e-12));
    }

    @Test
    void needsRows() {
        assertThatThrownBy(() -> new PairedProportions(0, 0, 0, 0)).hasMessage("no rows");
        assertThatThrownBy(() -> new PairedProportions(1, -1, 0, 0)).hasMessage("a count is negative");
    }
}
