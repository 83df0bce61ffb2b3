package io.jenkins.plugins.mlpipeline.engine.verification.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.BucketQuantile;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Rates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scipy and statsmodels, see src/test/python/verification_golden.py. */
class VerificationStatisticsTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/verification/golden.json");

    private static double number(JsonNode node) {
        return node.isNull() ? Double.POSITIVE_INFINITY : node.asDouble();
    }

    private static void same(double ours, JsonNode theirs, String what) {
        double wanted = number(theirs);
        if (Double.isInfinite(wanted)) {
            assertThat(ours).as(what).isEqualTo(wanted);
        } else {
            assertThat(ours).as(what).isCloseTo(wanted, within(1e-9 * Math.max(1, wanted)));
        }
    }

    @Test
    void twoRates() throws IOException {
        JsonNode cases = Json.readTree(GOLDEN).path("rates");
        assertThat(cases).hasSize(24);
        for (JsonNode c : cases) {
            Rates rates = new Rates(
                    c.path("k1").asLong(),
                    c.path("n1").asLong(),
                    c.path("k0").asLong(),
                    c.path("n0").asLong());
            double confidence = c.path("confidence").asDouble();
            same(rates.ratioLower(confidence), c.path("ratioLower"), "ratio, lower " + c);
            same(rates.ratioUpper(confidence), c.path("ratioUpper"), "ratio, upper " + c);
            same(rates.differenceLower(confidence), c.path("differenceLower"), "difference, lower " + c);
            same(rates.differenceUpper(confidence), c.path("differenceUpper"), "difference, upper " + c);
        }
    }

    @Test
    void quantilesOfBuckets() throws IOException {
        JsonNode cases = Json.readTree(GOLDEN).path("quantiles");
        assertThat(cases).hasSize(45);
        for (JsonNode c : cases) {
            List<Double> edges = new ArrayList<>();
            c.path("edges").forEach(e -> edges.add(e.asDouble()));
            List<Long> counts = new ArrayList<>();
            c.path("counts").forEach(e -> counts.add(e.asLong()));
            BucketQuantile quantile =
                    new BucketQuantile(edges, counts, c.path("quantile").asDouble());
            double confidence = c.path("confidence").asDouble();
            same(quantile.value(), c.path("value"), "value " + c);
            same(quantile.lower(confidence), c.path("lower"), "lower " + c);
            same(quantile.upper(confidence), c.path("upper"), "upper " + c);
        }
    }
}
