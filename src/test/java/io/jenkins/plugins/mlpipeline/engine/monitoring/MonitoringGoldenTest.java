package io.jenkins.plugins.mlpipeline.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Drift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of scipy 1.17.1 and scikit-learn 1.9.1, see src/test/python/monitoring_golden.py. */
class MonitoringGoldenTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/monitoring/golden.json");

    @Test
    void chanceExplainsADifferenceAsScipySays() throws IOException {
        for (JsonNode golden : Json.readTree(GOLDEN).path("drift")) {
            long[] earlier = longs(golden.path("earlier"));
            long[] later = longs(golden.path("later"));
            assertThat(Drift.chiSquareP(earlier, later))
                    .as(golden.toString())
                    .isCloseTo(golden.path("chiSquareP").doubleValue(), within(1e-12));
            if (!golden.path("ksP").isNull()) {
                double distance = Drift.kolmogorovSmirnov(earlier, later);
                assertThat(Drift.kolmogorovSmirnovP(distance, Counts.sum(earlier), Counts.sum(later)))
                        .as(golden.toString())
                        .isCloseTo(golden.path("ksP").doubleValue(), within(1e-12));
            }
        }
    }

    @Test
    void expectedMetricsAreThoseOfScikitLearnWithWeights() throws IOException {
        int compared = 0;
        for (JsonNode golden : Json.readTree(GOLDEN).path("expected")) {
            Map<String, MetricValue> expected = ExpectedPerformance.of(outcomes(golden));
            assertThat(expected.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            () -> golden.path("expected").fieldNames());
            for (var value : golden.path("expected").properties()) {
                MetricValue ours = expected.get(value.getKey());
                assertThat(ours.value())
                        .as(golden.path("name") + " " + value.getKey())
                        .isCloseTo(value.getValue().doubleValue(), within(1e-8));
                assertThat(ours.interval().lower()).isLessThan(ours.value());
                assertThat(ours.interval().upper()).isGreaterThan(ours.value());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(13);
    }

    /** The deviation of a mean of independent draws is known: sqrt(sum p (1 - p)) / n. */
    @Test
    void theIntervalIsThatOfDrawnLabels() throws IOException {
        JsonNode golden = Json.readTree(GOLDEN).path("expected").path(0);
        ClassificationOutcomes outcomes = outcomes(golden);
        double variance = 0;
        for (int row = 0; row < outcomes.rows(); row++) {
            double p = outcomes.probability(row, outcomes.predicted(row));
            variance += p * (1 - p);
        }
        double deviation = Math.sqrt(variance) / outcomes.rows();
        MetricValue accuracy = ExpectedPerformance.of(outcomes).get("accuracy");
        assertThat(accuracy.interval().upper() - accuracy.interval().lower())
                .isCloseTo(2 * 1.96 * deviation, within(0.3 * deviation));
    }

    private static ClassificationOutcomes outcomes(JsonNode golden) {
        List<String> labels = new ArrayList<>();
        golden.path("labels").forEach(label -> labels.add(label.textValue()));
        int positive = golden.path("positive").isNull()
                ? ClassificationOutcomes.NO_POSITIVE
                : golden.path("positive").intValue();
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                labels.size() == 2 ? Task.BINARY : Task.MULTICLASS, labels, positive, Scores.PROBABILITIES);
        for (int row = 0; row < golden.path("predicted").size(); row++) {
            JsonNode p = golden.path("probabilities").path(row);
            double[] scores = new double[labels.size()];
            for (int label = 0; label < scores.length; label++) {
                scores[label] = p.path(label).doubleValue();
            }
            builder.add(0, golden.path("predicted").path(row).intValue(), scores);
        }
        return builder.build();
    }

    private static long[] longs(JsonNode list) {
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.path(i).longValue();
        }
        return values;
    }
}
