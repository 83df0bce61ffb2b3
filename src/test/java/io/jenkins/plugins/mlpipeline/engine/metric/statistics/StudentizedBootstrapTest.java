package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.doubles;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudentizedBootstrapTest {
    static List<JsonNode> groups() {
        return elements(StatisticsGolden.read("bounds.json").get("groups"));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void drawsWholeGroupsAsPythonDoes(JsonNode golden) {
        double[] rows = Arrays.stream(StatisticsGolden.ints(golden.get("rows")))
                .asDoubleStream()
                .toArray();

        StudentizedBootstrap drawn = StudentizedBootstrap.overGroups(
                doubles(golden.get("sums")),
                rows,
                golden.get("samples").intValue(),
                golden.get("seed").longValue());

        double[] expected = doubles(golden.get("pivots"));
        assertThat(drawn.undefined()).isZero();
        assertThat(drawn.pivots()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertClose(drawn.pivots()[i], expected[i], 1e-9, i);
        }
    }

    /** Of many numbers of a normal distribution the pivots are Student's t. */
    @Test
    void ofNormalNumbersIsStudentsT() {
        double[] values =
                new Random(5).doubles(400).map(u -> Intervals.z(1 - u)).sorted().toArray();
        double[] counts = new double[values.length];
        Arrays.fill(counts, 1);
        StudentizedBootstrap drawn = StudentizedBootstrap.overRows(values, counts, 20_000, 1);
        Estimate t = new Estimate(0, 1, 399, "t");

        assertThat(drawn.upper(0, 1, 0.95)).isBetween(t.upper(0.95) - 0.1, t.upper(0.95) + 0.1);
        assertThat(drawn.lower(0, 1, 0.95)).isBetween(t.lower(0.95) - 0.1, t.lower(0.95) + 0.1);
    }

    /** Skewed losses: the upper bound is further off than Student's t, and the lower one nearer. */
    @Test
    void ofSkewedNumbersIsWiderWhereTheTailIs() {
        double[] values =
                new Random(5).doubles(200).map(u -> -Math.log(u)).sorted().toArray();
        double[] counts = new double[values.length];
        Arrays.fill(counts, 1);
        StudentizedBootstrap drawn = StudentizedBootstrap.overRows(values, counts, 5000, 1);
        Estimate t = new Estimate(0, 1, 199, "t");

        assertThat(drawn.upper(0, 1, 0.95)).isGreaterThan(t.upper(0.95));
        assertThat(drawn.lower(0, 1, 0.95)).isGreaterThan(t.lower(0.95));
    }

    @Test
    void pointsAreDrawnByTheirCounts() {
        double[] points = {0, 1, 4};
        StudentizedBootstrap whole = StudentizedBootstrap.overRows(points, new double[] {700, 200, 100}, 4000, 3);
        double[] single = new double[1000];
        Arrays.fill(single, 700, 900, 1);
        Arrays.fill(single, 900, 1000, 4);
        double[] ones = new double[1000];
        Arrays.fill(ones, 1);
        StudentizedBootstrap rows = StudentizedBootstrap.overRows(single, ones, 4000, 4);

        for (double confidence : new double[] {0.8, 0.95}) {
            assertThat(whole.upper(0, 1, confidence))
                    .isBetween(rows.upper(0, 1, confidence) - 0.1, rows.upper(0, 1, confidence) + 0.1);
        }
    }

    @Test
    void samplesWithoutVariationAreCounted() {
        StudentizedBootstrap drawn = StudentizedBootstrap.overRows(new double[] {0, 1}, new double[] {99, 1}, 1000, 1);

        // Of 100 draws of 99 zeros and a one, about a share of (99 / 100)^100 has no one.
        assertThat(drawn.undefined()).isBetween(330, 400);
        assertThat(drawn.pivots()).hasSize(1000 - drawn.undefined());
        assertThat(StudentizedBootstrap.overGroups(new double[] {2, 4, 2}, new double[] {1, 2, 1}, 100, 1)
                        .undefined())
                .isEqualTo(100);
    }
}
