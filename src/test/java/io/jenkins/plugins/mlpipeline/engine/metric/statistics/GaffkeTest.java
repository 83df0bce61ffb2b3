package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.doubles;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaffkeTest {
    static List<JsonNode> sums() {
        return elements(StatisticsGolden.read("bounds.json").get("gaffke"));
    }

    static List<JsonNode> shares() {
        return elements(StatisticsGolden.read("bounds.json").get("shares"));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void isTheQuantileOfTheExactDistribution(JsonNode golden) {
        Gaffke bound = new Gaffke(
                doubles(golden.get("points")),
                doubles(golden.get("counts")),
                golden.get("end").doubleValue());
        double confidence = golden.get("confidence").doubleValue();
        double upper = golden.get("upper").doubleValue();

        assertClose(bound.upper(confidence), upper, 1e-8, golden);
        assertClose(bound.tail(upper), 1 - confidence, 1e-8, golden);
    }

    @ParameterizedTest
    @MethodSource("shares")
    void isClopperAndPearsonsForZerosAndOnes(JsonNode golden) {
        long k = golden.get("k").longValue();
        long n = golden.get("n").longValue();
        Gaffke bound = k == 0
                ? new Gaffke(new double[] {0}, new double[] {n}, 1)
                : k == n
                        ? new Gaffke(new double[] {1}, new double[] {n}, 1)
                        : new Gaffke(new double[] {0, 1}, new double[] {n - k, k}, 1);

        assertClose(
                bound.upper(golden.get("confidence").doubleValue()),
                golden.get("upper").doubleValue(),
                1e-9,
                golden);
    }

    @Test
    void theLowerBoundIsTheUpperOneOfTheTurnedNumbers() {
        double[] points = {0.1, 0.4, 0.7};
        double[] counts = {5, 20, 8};

        assertThat(-Gaffke.turned(points, counts, 0).upper(0.95))
                .isEqualTo(
                        1
                                - new Gaffke(new double[] {1 - 0.7, 1 - 0.4, 1 - 0.1}, new double[] {8, 20, 5}, 1)
                                        .upper(0.95),
                        org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void staysBetweenMeanAndEndForMillionsOfRows() {
        double[] points = {0.01, 0.5, 3};
        double[] counts = {9_000_000, 900_000, 100_000};
        double mean = (0.01 * 9_000_000 + 0.5 * 900_000 + 3 * 100_000) / 10_000_000;

        double upper = new Gaffke(points, counts, 36).upper(0.95);

        assertThat(upper).isBetween(mean, mean * 1.01);
    }
}
