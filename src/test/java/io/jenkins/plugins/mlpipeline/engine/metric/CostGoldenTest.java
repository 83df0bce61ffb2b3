package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowCosts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected cost against src/test/python/cost_golden.py. */
class CostGoldenTest {
    private static final double TOLERANCE = 1e-10;

    static List<JsonNode> cases() {
        return StatisticsGolden.elements(read().get("cases"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theValue(JsonNode golden) {
        CatalogueKey key = key(golden);
        MetricValue value =
                Metrics.measure(outcomes(golden, "predicted"), Set.of(key)).get(key.toString());

        assertClose(value.value(), golden.get("value"));
        assertThat(value.n()).isEqualTo(golden.get("truth").size());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStandardErrorsOfOneModelAndOfADifference(JsonNode golden) {
        CatalogueKey key = key(golden);
        Outcomes own = outcomes(golden, "predicted");
        Outcomes other = outcomes(golden, "baseline");
        RowGroups groups = groups(golden);

        assertEstimate(MetricStatistics.estimate(own, key, null).orElseThrow(), golden.get("estimate"));
        assertEstimate(MetricStatistics.estimate(own, key, groups).orElseThrow(), golden.get("clustered"));
        assertEstimate(MetricStatistics.difference(own, other, key, null).orElseThrow(), golden.get("difference"));
        assertEstimate(
                MetricStatistics.difference(own, other, key, groups).orElseThrow(), golden.get("clusteredDifference"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplesAndParts(JsonNode golden) {
        Outcomes own = outcomes(golden, "predicted");
        int[] draws = StatisticsGolden.ints(golden.get("draws"));
        int[] reversed = new int[own.rows()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = reversed.length - 1 - i;
        }

        assertClose(ResampledMetric.of(own, key(golden)).applyAsDouble(draws), golden.get("resampled"));
        assertClose(Metrics.measure(own.subset(reversed), key(golden)).value(), golden.get("value"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCurveOverTheThreshold(JsonNode golden) {
        ClassificationOutcomes outcomes = outcomes(golden, "predicted");
        List<CostCurve> curves = CostCurves.of(outcomes, List.of(key(golden)));
        if (!golden.has("curve")) {
            assertThat(curves).isNull();
            return;
        }

        CostCurve curve = curves.get(0);
        assertThat(curve.metric()).isEqualTo(golden.get("key").textValue());
        List<JsonNode> expected = StatisticsGolden.elements(golden.get("curve"));
        assertThat(curve.points()).hasSameSizeAs(expected);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < expected.size(); i++) {
            JsonNode threshold = expected.get(i).get(0);
            assertThat(curve.points().get(i).threshold())
                    .isEqualTo(threshold.isNull() ? null : threshold.doubleValue());
            assertClose(curve.points().get(i).cost(), expected.get(i).get(1));
            least = Math.min(least, expected.get(i).get(1).doubleValue());
        }
        StatisticsGolden.assertClose(curve.least().cost(), least, TOLERANCE, "least");
        assertThat(curve.points()).contains(curve.least());
    }

    @Test
    void comesFromTheLibrariesThatTheDocumentationNames() {
        assertThat(read().get("versions").get("numpy").textValue()).isEqualTo("2.4.6");
        assertThat(read().get("versions").get("scipy").textValue()).isEqualTo("1.17.1");
    }

    private static CatalogueKey key(JsonNode golden) {
        return CatalogueKey.parse(golden.get("key").textValue());
    }

    private static RowGroups groups(JsonNode golden) {
        // Renumbered in the order in which they are met.
        int[] groups = StatisticsGolden.ints(golden.get("groups"));
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        int[] renumbered = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            renumbered[i] = numbers.computeIfAbsent(groups[i], g -> numbers.size());
        }
        return new RowGroups(renumbered, numbers.size());
    }

    private static ClassificationOutcomes outcomes(JsonNode golden, String predictions) {
        List<String> labels = StatisticsGolden.elements(golden.get("labels")).stream()
                .map(JsonNode::textValue)
                .toList();
        boolean scored = golden.has("scores");
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                labels.size() == 2 ? Task.BINARY : Task.MULTICLASS,
                labels,
                golden.get("positive").intValue(),
                scored ? Scores.POSITIVE_PROBABILITY : Scores.NONE);
        for (int i = 0; i < golden.get("truth").size(); i++) {
            builder.add(
                    golden.get("truth").get(i).intValue(),
                    golden.get(predictions).get(i).intValue(),
                    scored ? new double[] {golden.get("scores").get(i).doubleValue()} : new double[0]);
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        golden.get("columns")
                .properties()
                .forEach(e -> columns.put(e.getKey(), StatisticsGolden.doubles(e.getValue())));
        return builder.build().costing(new RowCosts(columns, Map.of("triage", table(labels, golden.get("matrix")))));
    }

    private static CostTable table(List<String> labels, JsonNode matrix) {
        Map<String, Map<String, Cost>> byTruth = new LinkedHashMap<>();
        for (int truth = 0; truth < labels.size(); truth++) {
            Map<String, Cost> row = new LinkedHashMap<>();
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                row.put(
                        labels.get(predicted),
                        Cost.read("x", matrix.get(truth).get(predicted).asText()));
            }
            byTruth.put(labels.get(truth), row);
        }
        return new CostTable(byTruth);
    }

    private static void assertEstimate(Estimated actual, JsonNode expected) {
        assertClose(actual.value(), expected.get(0));
        assertClose(actual.standardError(), expected.get(1));
        assertClose(actual.degreesOfFreedom(), expected.get(2));
    }

    private static void assertClose(double actual, JsonNode expected) {
        StatisticsGolden.assertClose(actual, expected.doubleValue(), TOLERANCE, "the cost");
    }

    private static JsonNode read() {
        try (InputStream in = CostGoldenTest.class.getResourceAsStream("cost-golden.json")) {
            return Json.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, "cost-golden.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
