package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairedBootstrapTest {
    static List<JsonNode> cases() {
        return StatisticsGolden.cases("bootstrap");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheSameDrawsInPython(JsonNode golden) {
        double[] values = StatisticsGolden.doubles(golden.get("values"));

        PairedBootstrap bootstrap = PairedBootstrap.overGroups(
                StatisticsGolden.ints(golden.get("groupOf")),
                golden.get("groups").intValue(),
                golden.get("count").intValue(),
                golden.get("seed").longValue(),
                draws -> draws[0] == 0 ? Double.NaN : mean(values, draws));

        assertThat(bootstrap.undefined()).isEqualTo(golden.get("undefined").intValue());
        double[] expected = StatisticsGolden.doubles(golden.get("replicates"));
        assertThat(bootstrap.replicates()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertClose(bootstrap.replicates()[i], expected[i], 1e-12, "replicate " + i);
        }
        double[] interval = StatisticsGolden.doubles(golden.get("interval"));
        assertClose(bootstrap.interval(0.95).lower(), interval[0], 1e-12, golden);
        assertClose(bootstrap.interval(0.95).upper(), interval[1], 1e-12, golden);
        double[] bounds = StatisticsGolden.doubles(golden.get("bounds"));
        assertClose(bootstrap.lower(0.95), bounds[0], 1e-12, golden);
        assertClose(bootstrap.upper(0.95), bounds[1], 1e-12, golden);
    }

    @Test
    void rowsAreGroupsOfOne() {
        double[] values = {1, 4, 2, 8};
        int[] own = {0, 1, 2, 3};

        PairedBootstrap rows = PairedBootstrap.overRows(4, 20, 5, draws -> mean(values, draws));
        PairedBootstrap groups = PairedBootstrap.overGroups(own, 4, 20, 5, draws -> mean(values, draws));

        assertThat(rows.replicates()).containsExactly(groups.replicates());
    }

    @Test
    void theSeedDecides() {
        double[] values = {1, 4, 2, 8};

        double[] first =
                PairedBootstrap.overRows(4, 20, 5, draws -> mean(values, draws)).replicates();
        double[] again =
                PairedBootstrap.overRows(4, 20, 5, draws -> mean(values, draws)).replicates();
        double[] other =
                PairedBootstrap.overRows(4, 20, 6, draws -> mean(values, draws)).replicates();

        assertThat(again).containsExactly(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void noVariationHasZeroWidth() {
        PairedBootstrap constant = PairedBootstrap.overRows(4, 20, 5, draws -> 0.25);
        PairedBootstrap undefined = PairedBootstrap.overRows(4, 20, 5, draws -> Double.NaN);

        assertThat(constant.hasZeroWidth()).isTrue();
        assertThat(undefined.hasZeroWidth()).isTrue();
        assertThat(undefined.undefined()).isEqualTo(20);
        assertThatThrownBy(() -> undefined.interval(0.95)).hasMessage("none of 20 samples has a value");
    }

    /** Samples 0.01, 0.02 ... 1: one-sided 95 % percentiles 0.0595 and 0.9505. */
    @Test
    void anInequalityThatReflectionTakesToAlikeIsAlike() {
        double[] hundredths =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> i / 100.0).toArray();
        PairedBootstrap samples = new PairedBootstrap(hundredths, 0, 1);

        assertThat(new InequalityBootstrap(samples, 0.4, 0).lower(0.95)).isZero();
        assertThat(new InequalityBootstrap(samples, 0.5, 0).lower(0.95)).isEqualTo(samples.lower(0.95));
        assertThat(new InequalityBootstrap(samples, 0.4, 0).upper(0.95)).isEqualTo(samples.upper(0.95));
        assertThat(new InequalityBootstrap(samples, 0.6, 1).upper(0.95)).isEqualTo(1);
        assertThat(new InequalityBootstrap(samples, 0.5, 1).upper(0.95)).isEqualTo(samples.upper(0.95));
        assertThat(new InequalityBootstrap(samples, 0.6, 1).lower(0.95)).isEqualTo(samples.lower(0.95));
        assertThat(new InequalityBootstrap(samples, 0.4, 0).interval(0.9))
                .isEqualTo(new Interval(0, samples.upper(0.95), 0.9, "bootstrap-percentile"));
    }

    @Test
    void theGeneratorIsSplitMix64() {
        JsonNode golden = StatisticsGolden.node("splitMix64");
        SplitMix64 random = new SplitMix64(golden.get("seed").longValue());

        for (JsonNode value : golden.get("values")) {
            assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo(value.textValue());
        }
    }

    private static double mean(double[] values, int[] draws) {
        double sum = 0;
        double rows = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * draws[i];
            rows += draws[i];
        }
        return sum / rows;
    }
}
