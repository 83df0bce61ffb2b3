package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreColumnsTest {
    private static final PredictionTask BINARY = PredictionTask.of("test", Task.BINARY, List.of("no", "yes"), "yes");
    private static final PredictionTask THREE =
            PredictionTask.of("test", Task.MULTICLASS, List.of("a", "b", "c"), null);

    @Test
    void scoresAreBroughtIntoTheOrderOfTheLabelList() {
        ScoreColumns columns = ScoreColumns.of("m", 3, List.of("c", "a", "b"), THREE, null);
        double[] scores = new double[3];

        assertThat(columns.read(new double[] {9, 9, 9, 0.7, 0.2, 0.1}, 3, scores))
                .isNull();
        assertThat(scores).containsExactly(0.2, 0.1, 0.7);
    }

    @Test
    void softmaxOfLargeLogitsIsExact() {
        ScoreColumns columns = ScoreColumns.of("m", 3, THREE.labels(), THREE, ScoreKind.LOGITS);
        double[] scores = new double[3];

        assertThat(columns.read(new double[] {1000, 1000 + Math.log(2), 1000 + Math.log(5)}, 0, scores))
                .isNull();
        assertThat(scores[0]).isCloseTo(1 / 8.0, within(1e-12));
        assertThat(scores[1]).isCloseTo(2 / 8.0, within(1e-12));
        assertThat(scores[2]).isCloseTo(5 / 8.0, within(1e-12));
    }

    @Test
    void logisticOfLargeLogitsIsExact() {
        ScoreColumns columns = ScoreColumns.of("m", 1, BINARY.labels(), BINARY, ScoreKind.LOGITS);
        double[] score = new double[1];

        assertThat(columns.kept()).isEqualTo(Scores.POSITIVE_PROBABILITY);
        columns.read(new double[] {-800}, 0, score);
        assertThat(score[0]).isZero();
        columns.read(new double[] {800}, 0, score);
        assertThat(score[0]).isEqualTo(1);
        columns.read(new double[] {Math.log(3)}, 0, score);
        assertThat(score[0]).isCloseTo(0.75, within(1e-15));
    }

    @Test
    void marginsOfTwoLabelsRankByThePositiveOne() {
        ScoreColumns columns = ScoreColumns.of("m", 2, List.of("yes", "no"), BINARY, ScoreKind.MARGINS);
        double[] score = new double[1];

        assertThat(columns.kept()).isEqualTo(Scores.POSITIVE_SCORE);
        columns.read(new double[] {3.5, -3.5}, 0, score);
        assertThat(score).containsExactly(3.5);
    }

    @Test
    void marginsOfManyLabelsAreNoScores() {
        assertThat(ScoreColumns.of("m", 3, THREE.labels(), THREE, ScoreKind.MARGINS)
                        .kept())
                .isEqualTo(Scores.NONE);
    }

    @Test
    void float32RoundingIsNoMistakeButMoreIs() {
        ScoreColumns columns = ScoreColumns.of("m", 3, THREE.labels(), THREE, null);
        double[] scores = new double[3];

        assertThat(columns.read(new double[] {0.3, 0.3, 0.400009}, 0, scores)).isNull();
        assertThat(columns.read(new double[] {0.3, 0.3, 0.40002}, 0, scores))
                .isEqualTo("the scores of the model sum to 1.00002, not to 1");
        assertThat(columns.read(new double[] {1.5, -0.25, -0.25}, 0, scores))
                .isEqualTo("a score of the model is 1.5, which is no probability");
        assertThat(columns.read(new double[] {Double.NaN, 0.5, 0.5}, 0, scores))
                .isEqualTo("a score of the model is NaN");
    }
}
