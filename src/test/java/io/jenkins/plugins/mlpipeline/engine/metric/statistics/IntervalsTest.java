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

class IntervalsTest {
    static List<JsonNode> cases() {
        return StatisticsGolden.cases("proportions");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalStatsmodels(JsonNode golden) {
        long k = golden.get("k").longValue();
        long n = golden.get("n").longValue();
        double confidence = golden.get("confidence").doubleValue();
        double[] wilson = StatisticsGolden.doubles(golden.get("wilson"));
        double[] exact = StatisticsGolden.doubles(golden.get("exact"));

        assertClose(Intervals.wilson(k, n, confidence).lower(), wilson[0], 1e-12, golden);
        assertClose(Intervals.wilson(k, n, confidence).upper(), wilson[1], 1e-12, golden);
        assertClose(Intervals.wilsonLower(k, n, confidence), wilson[2], 1e-12, golden);
        assertClose(Intervals.wilsonUpper(k, n, confidence), wilson[3], 1e-12, golden);
        assertClose(Intervals.exact(k, n, confidence).lower(), exact[0], 1e-12, golden);
        assertClose(Intervals.exact(k, n, confidence).upper(), exact[1], 1e-12, golden);
        assertClose(Intervals.exactLower(k, n, confidence), exact[2], 1e-12, golden);
        assertClose(Intervals.exactUpper(k, n, confidence), exact[3], 1e-12, golden);
    }

    @Test
    void sevenOfFifty() {
        Interval wilson = Intervals.wilson(7, 50, 0.95);
        Interval exact = Intervals.exact(7, 50, 0.95);

        assertThat(wilson.lower()).isCloseTo(0.069508, within(5e-7));
        assertThat(wilson.upper()).isCloseTo(0.261862, within(5e-7));
        assertThat(wilson.method()).isEqualTo("wilson");
        assertThat(exact.lower()).isCloseTo(0.058192, within(5e-7));
        assertThat(exact.upper()).isCloseTo(0.267396, within(5e-7));
        assertThat(exact.method()).isEqualTo("exact");
    }

    @Test
    void exactIsWiderThanWilsonAtTheOneSidedLowerEnd() {
        assertThat(Intervals.wilsonLower(95, 100, 0.95)).isCloseTo(0.9008, within(5e-5));
        assertThat(Intervals.exactLower(95, 100, 0.95)).isCloseTo(0.8977, within(5e-5));
    }

    @Test
    void noneAndAllEndAtZeroAndOne() {
        assertThat(Intervals.wilson(0, 10, 0.95).lower()).isZero();
        assertThat(Intervals.wilson(10, 10, 0.95).upper()).isEqualTo(1);
        assertThat(Intervals.exact(0, 10, 0.95).lower()).isZero();
        assertThat(Intervals.exact(10, 10, 0.95).upper()).isEqualTo(1);
    }

    @Test
    void refuseCountsAndConfidencesThatMakeNoSense() {
        assertThatThrownBy(() -> Intervals.wilson(11, 10, 0.95)).hasMessageContaining("11 of 10");
        assertThatThrownBy(() -> Intervals.exact(0, 0, 0.95)).hasMessageContaining("0 of 0");
        assertThatThrownBy(() -> Intervals.wilsonLower(1, 10, 1)).hasMessageContaining("tail of 0.0");
        assertThatThrownBy(() -> Intervals.wilsonLower(1, 10, 0.4)).hasMessageContaining("tail of 0.6");
    }
}
