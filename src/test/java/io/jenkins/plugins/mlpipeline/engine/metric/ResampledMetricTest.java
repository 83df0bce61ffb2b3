package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResampledMetricTest {
    static List<JsonNode> cases() {
        return StatisticsGolden.cases("resampled");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsScikitLearnWithSampleWeights(JsonNode golden) {
        Outcomes outcomes = outcomes(golden);
        int[] draws = StatisticsGolden.ints(golden.get("draws"));

        golden.get("expected").properties().forEach(expected -> {
            double value = ResampledMetric.of(outcomes, CatalogueKey.parse(expected.getKey()))
                    .applyAsDouble(draws);
            StatisticsGolden.assertClose(value, expected.getValue().doubleValue(), 1e-12, expected.getKey());
        });
    }

    @Test
    void aSampleWithoutAClassIsNaN() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_PROBABILITY)
                .add(0, 0, 0.25)
                .add(1, 1, 0.75)
                .build();
        int[] onlyNegatives = {2, 0};

        assertThat(ResampledMetric.of(outcomes, CatalogueKey.parse("roc_auc")).applyAsDouble(onlyNegatives))
                .isNaN();
        assertThat(ResampledMetric.of(outcomes, CatalogueKey.parse("average_precision"))
                        .applyAsDouble(onlyNegatives))
                .isNaN();
    }

    @Test
    void samplesOfGroupsMayHaveMoreRows() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_PROBABILITY)
                .add(0, 0, 0.25)
                .add(1, 1, 0.5)
                .build();
        int[] draws = {3, 1};

        assertThat(ResampledMetric.of(outcomes, CatalogueKey.parse("brier_score_loss"))
                        .applyAsDouble(draws))
                .isEqualTo((3 * 0.0625 + 0.25) / 4);
        assertThat(ResampledMetric.of(outcomes, CatalogueKey.parse("accuracy")).applyAsDouble(draws))
                .isEqualTo(1);
    }

    @Test
    void bothZerosTie() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_SCORE)
                .add(0, 0, -0.0)
                .add(1, 1, 0.0)
                .build();

        assertThat(ResampledMetric.of(outcomes, CatalogueKey.parse("roc_auc")).applyAsDouble(new int[] {1, 1}))
                .isEqualTo(0.5);
    }

    @Test
    void aMetricThatTheRowsCannotHaveIsNaN() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), ClassificationOutcomes.NO_POSITIVE, Scores.NONE)
                .add(0, 0)
                .build();

        assertThat(ResampledMetric.of(outcomes, CatalogueKey.parse("f1")).applyAsDouble(new int[] {1}))
                .isNaN();
    }

    private static Outcomes outcomes(JsonNode golden) {
        Task task = Task.of(golden.get("task").textValue());
        int rows = golden.get("truth").size();
        if (task == Task.REGRESSION) {
            RegressionOutcomes.Builder builder = RegressionOutcomes.builder();
            for (int i = 0; i < rows; i++) {
                builder.add(
                        golden.get("truth").get(i).doubleValue(),
                        golden.get("predicted").get(i).doubleValue());
            }
            return builder.build();
        }
        boolean binary = task == Task.BINARY;
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                task,
                binary ? List.of("a", "b") : List.of("a", "b", "c"),
                binary ? 1 : ClassificationOutcomes.NO_POSITIVE,
                binary ? Scores.POSITIVE_PROBABILITY : Scores.PROBABILITIES);
        for (int i = 0; i < rows; i++) {
            builder.add(
                    golden.get("truth").get(i).intValue(),
                    golden.get("predicted").get(i).intValue(),
                    StatisticsGolden.doubles(golden.get("rows").get(i)));
        }
        return builder.build();
    }
}
