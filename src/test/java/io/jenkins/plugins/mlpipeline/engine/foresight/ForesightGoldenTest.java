package io.jenkins.plugins.mlpipeline.engine.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of scipy 1.17.1, pyhomogeneity 1.1 and ruptures 1.1.10, see src/test/python/foresight_golden.py. */
class ForesightGoldenTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/foresight/golden.json");

    private static Stream<JsonNode> cases(String what) throws IOException {
        return StreamSupport.stream(Json.readTree(GOLDEN).path(what).spliterator(), false);
    }

    static Stream<JsonNode> limits() throws IOException {
        return cases("limits");
    }

    static Stream<JsonNode> slopes() throws IOException {
        return cases("slopes");
    }

    static Stream<JsonNode> changes() throws IOException {
        return cases("changes");
    }

    private static History history(JsonNode days, JsonNode values) {
        List<History.Entry> entries = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            double day = days == null ? i : days.get(i).asDouble();
            entries.add(new History.Entry(
                    "#" + i,
                    Instant.EPOCH.plusMillis(Math.round(day * 86_400_000)),
                    values.get(i).asDouble(),
                    null,
                    Map.of()));
        }
        return new History("x", entries);
    }

    @ParameterizedTest
    @MethodSource
    void limits(JsonNode golden) {
        ControlLimits limits = ControlLimits.of(history(null, golden.path("values")), null);
        assertThat(limits.lower()).isCloseTo(golden.path("lower").asDouble(), within(1e-9));
        assertThat(limits.upper()).isCloseTo(golden.path("upper").asDouble(), within(1e-9));
    }

    /** Times are kept in milliseconds, which moves a slope a little. */
    @ParameterizedTest
    @MethodSource
    void slopes(JsonNode golden) {
        Trend trend =
                Trend.of(history(golden.path("days"), golden.path("values"))).orElseThrow();
        assertThat(trend.perDay()).isCloseTo(golden.path("slope").asDouble(), within(1e-5));
        assertThat(trend.lower()).isCloseTo(golden.path("lower").asDouble(), within(1e-5));
        assertThat(trend.upper()).isCloseTo(golden.path("upper").asDouble(), within(1e-5));
    }

    @ParameterizedTest
    @MethodSource
    void changes(JsonNode golden) {
        ChangePoints.Candidate candidate =
                ChangePoints.candidate(history(null, golden.path("values")).values());
        assertThat(candidate.index()).isEqualTo(golden.path("index").asInt());
        assertThat(candidate.statistic()).isEqualTo(golden.path("k").asDouble());
        // The bound is never below what shuffled values give, within what 20,000 of them leave open.
        assertThat(candidate.chance()).isGreaterThan(golden.path("simulated").asDouble() - 0.003);
    }
}
