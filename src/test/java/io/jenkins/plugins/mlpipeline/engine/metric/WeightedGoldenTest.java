package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.WeightedShare;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows with weights, against scikit-learn's, statsmodels' and numpy's values of src/test/python/weights_golden.py. */
class WeightedGoldenTest {
    private static final double TOLERANCE = 1e-12;

    /** Of standard errors, which are roots of sums that other tools add up in another order. */
    private static final double ERROR_TOLERANCE = 1e-10;

    private static JsonNode document() {
        try (InputStream in = WeightedGoldenTest.class.getResourceAsStream("weights-golden.json")) {
            return Json.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, "weights-golden.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> cases() {
        return StreamSupport.stream(document().get("cases").spliterator(), false);
    }

    @Test
    void comesFromTheLibrariesThatTheDocumentationNames() {
        JsonNode versions = document().get("versions");

        assertThat(versions.get("scikit-learn").textValue()).isEqualTo("1.9.1");
        assertThat(versions.get("imbalanced-learn").textValue()).isEqualTo("0.14.2");
        assertThat(versions.get("statsmodels").textValue()).isEqualTo("0.15.0");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void metricsEqualScikitLearns(JsonNode golden) {
        JsonNode expected = golden.get("expected");
        Set<CatalogueKey> extra = StreamSupport.stream(((Iterable<String>) expected::fieldNames).spliterator(), false)
                .map(CatalogueKey::parse)
                .collect(Collectors.toSet());

        Map<String, MetricValue> measured = Metrics.measure(outcomes(golden, golden), extra);

        assertThat(measured.keySet()).allMatch(expected::has);
        assertThat(measured.entrySet().stream()
                        .filter(e -> !agrees(e.getValue(), expected.get(e.getKey())))
                        .map(e -> e.getKey() + ": " + e.getValue() + ", not " + expected.get(e.getKey()))
                        .toList())
                .isEmpty();
        assertThat(measured.values()).allMatch(value -> value.interval() == null);
    }

    private static boolean agrees(MetricValue value, JsonNode expected) {
        return expected.isNull()
                ? value.value() == null
                : value.value() != null
                        && Math.abs(value.value() - expected.doubleValue())
                                <= TOLERANCE * Math.max(1, Math.abs(expected.doubleValue()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void standardErrorsEqualThoseOfStatsmodels(JsonNode golden) {
        Outcomes rows = outcomes(golden, golden);

        golden.get("estimates")
                .properties()
                .forEach(e -> assertEstimate(
                        e.getKey(),
                        MetricStatistics.estimate(rows, CatalogueKey.parse(e.getKey()), null),
                        e.getValue()));
        if (golden.has("clustered")) {
            RowGroups groups = groups(golden.get("groups"));
            golden.get("clustered")
                    .properties()
                    .forEach(e -> assertEstimate(
                            e.getKey(),
                            MetricStatistics.estimate(rows, CatalogueKey.parse(e.getKey()), groups),
                            e.getValue()));
        }
        assertThat(MetricStatistics.weights(rows, null).effective())
                .isCloseTo(golden.get("effective").doubleValue(), within(golden.get("effective")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void differencesOfTwoModelsHaveThoseErrorsToo(JsonNode golden) {
        if (!golden.has("differences")) {
            return;
        }
        Outcomes candidate = outcomes(golden, golden);
        Outcomes baseline = outcomes(golden, golden.get("other"));

        golden.get("differences")
                .properties()
                .forEach(e -> assertEstimate(
                        e.getKey(),
                        MetricStatistics.difference(candidate, baseline, CatalogueKey.parse(e.getKey()), null),
                        e.getValue()));
        assertThat(MetricStatistics.pairs(candidate, baseline, CatalogueKey.parse("accuracy"), null))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sharesHaveTheBoundsOfAsManyRowsOfEqualWeight(JsonNode golden) {
        if (!golden.has("bounds")) {
            return;
        }
        WeightedShare share = new WeightedShare(
                Estimate.of(MetricStatistics.estimate(outcomes(golden, golden), CatalogueKey.parse("accuracy"), null)
                        .orElseThrow()));

        golden.get("bounds").properties().forEach(e -> {
            double confidence = Double.parseDouble(e.getKey());
            assertThat(share.lower(confidence))
                    .isCloseTo(
                            e.getValue().get(0).doubleValue(),
                            within(e.getValue().get(0)));
            assertThat(share.upper(confidence))
                    .isCloseTo(
                            e.getValue().get(1).doubleValue(),
                            within(e.getValue().get(1)));
        });
    }

    /** A document may come from anywhere. */
    @Test
    void aShareThatCanNotBeHasBoundsAllTheSame() {
        for (double value : new double[] {-0.5, 0, 1, 1.5}) {
            WeightedShare share = new WeightedShare(new Estimate(value, 0.01, 99, "linearised"));
            assertThat(share.lower(0.95)).isBetween(0.0, share.upper(0.95));
            assertThat(share.upper(0.95)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void equalWeightsAreNone() {
        JsonNode equal = cases().findFirst().orElseThrow();
        Outcomes weighted = outcomes(equal, equal);
        Outcomes counted = weighted.weighing(null);

        assertThat(equal.get("name").textValue()).contains("equal");
        Metrics.measure(counted, Set.of())
                .forEach((key, value) -> assertThat(Metrics.measure(weighted, CatalogueKey.parse(key))
                                .value())
                        .as(key)
                        .isCloseTo(value.value(), Offset.offset(TOLERANCE)));
        Estimated area = MetricStatistics.estimate(counted, CatalogueKey.parse("roc_auc"), null)
                .orElseThrow();
        assertThat(MetricStatistics.estimate(weighted, CatalogueKey.parse("roc_auc"), null)
                        .orElseThrow()
                        .standardError())
                .isCloseTo(area.standardError(), Offset.offset(TOLERANCE));
    }

    /** A row of weight 3 is three rows, and a row of weight 0 none, for every metric that has no unit but the rows' weight. */
    @Test
    void aWeightIsANumberOfRows() {
        JsonNode integers = cases().filter(
                        node -> node.get("name").textValue().equals("binary, 151 rows, weights integers"))
                .findFirst()
                .orElseThrow();
        Outcomes weighted = outcomes(integers, integers);
        Outcomes repeated = weighted.weighing(null)
                .subset(IntStream.range(0, weighted.rows())
                        .flatMap(row -> IntStream.generate(() -> row)
                                .limit((long) weighted.weights().of(row)))
                        .toArray());

        Metrics.measure(repeated, Set.of())
                .forEach((key, value) -> assertThat(Metrics.measure(weighted, CatalogueKey.parse(key))
                                .value())
                        .as(key)
                        .isCloseTo(value.value(), Offset.offset(TOLERANCE)));
    }

    private static void assertEstimate(String key, Optional<Estimated> found, JsonNode expected) {
        Estimated estimated = found.orElseThrow(() -> new AssertionError("no estimate of " + key));
        assertThat(estimated.value()).as(key).isCloseTo(expected.get(0).doubleValue(), within(expected.get(0)));
        assertThat(estimated.standardError())
                .as("standard error of " + key)
                .isCloseTo(
                        expected.get(1).doubleValue(),
                        Offset.offset(
                                ERROR_TOLERANCE * Math.max(1e-3, expected.get(1).doubleValue())));
        if (expected.get(2).isNull()) {
            assertThat(estimated.degreesOfFreedom()).isNull();
        } else {
            assertThat(estimated.degreesOfFreedom()).isCloseTo(expected.get(2).doubleValue(), within(expected.get(2)));
        }
    }

    private static Offset<Double> within(JsonNode expected) {
        return Offset.offset(ERROR_TOLERANCE * Math.max(1, Math.abs(expected.doubleValue())));
    }

    private static RowGroups groups(JsonNode node) {
        int[] renumbered = new int[node.size()];
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int row = 0; row < renumbered.length; row++) {
            renumbered[row] = numbers.computeIfAbsent(node.get(row).intValue(), g -> numbers.size());
        }
        return new RowGroups(renumbered, numbers.size());
    }

    private static Outcomes outcomes(JsonNode golden, JsonNode answers) {
        RowWeights weights = new RowWeights("w", doubles(golden.get("weights")));
        if (golden.get("task").textValue().equals("regression")) {
            RegressionOutcomes.Builder numbers = RegressionOutcomes.builder();
            for (int row = 0; row < golden.get("truth").size(); row++) {
                numbers.add(
                        golden.get("truth").get(row).doubleValue(),
                        answers.get("predicted").get(row).doubleValue());
            }
            return numbers.build().weighing(weights);
        }
        boolean binary = golden.get("task").textValue().equals("binary");
        ClassificationOutcomes.Builder labels = ClassificationOutcomes.builder(
                binary ? Task.BINARY : Task.MULTICLASS,
                StreamSupport.stream(golden.get("labels").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList(),
                binary ? 1 : ClassificationOutcomes.NO_POSITIVE,
                Scores.PROBABILITIES);
        for (int row = 0; row < golden.get("truth").size(); row++) {
            labels.add(
                    golden.get("truth").get(row).intValue(),
                    answers.get("predicted").get(row).intValue(),
                    doubles(answers.get("rows").get(row)));
        }
        return labels.build().weighing(weights);
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
