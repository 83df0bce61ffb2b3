package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AreaBoundsTest {
    static List<JsonNode> areas() {
        return elements(StatisticsGolden.read("bounds.json").get("areas"));
    }

    @ParameterizedTest
    @MethodSource("areas")
    void agreesWithScipy(JsonNode golden) {
        Estimate area = new Estimate(
                golden.get("area").doubleValue(),
                golden.get("standardError").doubleValue(),
                Double.POSITIVE_INFINITY,
                DeLong.METHOD);
        double positives = golden.get("positives").doubleValue();
        double negatives = golden.get("negatives").doubleValue();
        double confidence = golden.get("confidence").doubleValue();

        assertClose(
                AreaBounds.lower(area, positives, negatives, confidence),
                golden.get("lower").doubleValue(),
                1e-9,
                golden);
        assertClose(
                AreaBounds.upper(area, positives, negatives, confidence),
                golden.get("upper").doubleValue(),
                1e-9,
                golden);
    }

    /** Two normal distributions: the more of the rarer label, the closer the bounds, which never leave 0 and 1. */
    @Test
    void fewRowsOfALabelAreBoundedByWhereTheyStand() {
        Random random = new Random(3);
        double before = 1;
        for (int positives : new int[] {5, 20, 45}) {
            double[] scores = random.doubles(positives)
                    .map(u -> random.nextGaussian() + 1.5)
                    .toArray();
            double[] others =
                    random.doubles(2000).map(u -> random.nextGaussian()).toArray();
            Estimate area = DeLong.area(scores, others);
            double[] placed = new double[positives];
            for (int i = 0; i < positives; i++) {
                double own = scores[i];
                placed[i] = java.util.Arrays.stream(others).filter(o -> o < own).count() / 2000.0;
            }
            double lower = AreaBounds.placedLower(area, placed, null, 0.95);
            double upper = AreaBounds.placedUpper(area, placed, null, 0.95);

            assertThat(lower).isBetween(0.0, area.lower(0.95));
            assertThat(upper).isBetween(area.value(), 1.0);
            assertThat(upper - lower).isLessThan(before);
            before = upper - lower;
        }
    }

    @Test
    void aPerfectRankingOfFewRowsIsNoCertainty() {
        Estimate perfect = new Estimate(1, 0, Double.POSITIVE_INFINITY, DeLong.METHOD);
        double[] placed = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

        // Clopper and Pearson's bound of 10 of 10.
        assertClose(
                AreaBounds.placedLower(perfect, placed, null, 0.95), Intervals.exactLower(10, 10, 0.95), 1e-9, placed);
        assertThat(AreaBounds.placedUpper(perfect, placed, null, 0.95)).isEqualTo(1);
    }
}
