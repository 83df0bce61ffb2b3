package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static final List<String> TWO = List.of("no", "yes");

    @Test
    void keepScoresAsTheyAreAndDivideProbabilitiesByTheirSum() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.PROBABILITIES)
                .add(0, 0, 0.599999, 0.400002)
                .build();

        assertThat(outcomes.score(0, 1)).isEqualTo(0.400002);
        assertThat(outcomes.probability(0, 1)).isEqualTo(0.400002 / (0.599999 + 0.400002));
        assertThat(outcomes.probability(0, 0) + outcomes.probability(0, 1)).isCloseTo(1, within(1e-15));
    }

    @Test
    void aSingleProbabilityIsThePositiveLabels() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, TWO, 0, Scores.POSITIVE_PROBABILITY)
                .add(0, 0, 0.75)
                .build();

        assertThat(outcomes.probability(0, 0)).isEqualTo(0.75);
        assertThat(outcomes.probability(0, 1)).isEqualTo(0.25);
    }

    @Test
    void clipWhatIsOutsideByLessThanTheTolerance() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.PROBABILITIES)
                .add(0, 0, 1.000001, -0.000001)
                .build();

        assertThat(outcomes.score(0, 1)).isEqualTo(-0.000001);
        assertThat(outcomes.probability(0, 1)).isZero();
    }

    @Test
    void growOverManyChunks() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.MULTICLASS, List.of("a", "b", "c"), -1, Scores.PROBABILITIES);
        int rows = 50_000;
        for (int row = 0; row < rows; row++) {
            double p = row / (double) rows;
            builder.add(row % 3, row % 2, p, (1 - p) / 2, (1 - p) / 2);
        }

        ClassificationOutcomes outcomes = builder.build();

        assertThat(outcomes.rows()).isEqualTo(rows);
        for (int row = 0; row < rows; row += 997) {
            assertThat(outcomes.truth(row)).isEqualTo(row % 3);
            assertThat(outcomes.predicted(row)).isEqualTo(row % 2);
            assertThat(outcomes.score(row, 0)).isEqualTo(row / (double) rows);
        }
        assertThat(outcomes.confusionMatrix().counts()[2]).containsExactly(8333, 8333, 0);
    }

    @Test
    void refuseRowsThatDoNotSumToOne() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.PROBABILITIES);
        builder.add(0, 0, 0.5, 0.5);

        assertThatThrownBy(() -> builder.add(0, 0, 0.5, 0.4375))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "row 2: the probabilities sum to 0.9375, not 1 (within 1e-5); give probabilities of all 2 labels.");
        builder.add(1, 1, 0.5, 0.500009);
        assertThatThrownBy(() -> builder.add(1, 1, 0.5, 0.500011)).isInstanceOf(UserError.class);
        assertThat(builder.build().rows()).isEqualTo(2);
    }

    @Test
    void refuseWhatIsNoProbability() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.POSITIVE_PROBABILITY);

        assertThatThrownBy(() -> builder.add(0, 0, -2.5))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "row 1: the score of label \"yes\" is -2.5, which is not a probability; give probabilities in "
                                + "[0, 1], not logits or margins.");
        assertThatThrownBy(() -> builder.add(0, 0, Double.NaN))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "row 1: the score of label \"yes\" is NaN; a model that answers with numbers only is needed.");
    }

    @Test
    void refuseNumbersThatAreNotFinite() {
        assertThatThrownBy(() -> RegressionOutcomes.builder().add(1, 1).add(2, Double.NaN))
                .isInstanceOf(UserError.class)
                .hasMessage("row 2: the predicted value is NaN; only finite numbers can be compared.");
        assertThatThrownBy(() -> RegressionOutcomes.builder().add(Double.NEGATIVE_INFINITY, 1))
                .isInstanceOf(UserError.class)
                .hasMessage("row 1: the true value is -Infinity; only finite numbers can be compared.");
    }

    @Test
    void refuseZeroRows() {
        assertThatThrownBy(() -> ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.NONE)
                        .build())
                .isInstanceOf(UserError.class)
                .hasMessage("the test set has no rows, so nothing can be said about the model.");
        assertThatThrownBy(() -> RegressionOutcomes.builder().build()).isInstanceOf(UserError.class);
    }

    @Test
    void refuseLabelListsThatDoNotFitTheTask() {
        assertThatThrownBy(() -> ClassificationOutcomes.builder(Task.BINARY, List.of("a", "b", "c"), -1, Scores.NONE))
                .isInstanceOf(UserError.class)
                .hasMessage("labels [a, b, c]: a binary task has two labels, not 3; list two, or set the task to "
                        + "multiclass.");
        assertThatThrownBy(
                        () -> ClassificationOutcomes.builder(Task.MULTICLASS, List.of("a", "b", "a"), -1, Scores.NONE))
                .isInstanceOf(UserError.class)
                .hasMessage("labels [a, b, a]: a label is listed twice; list every label once.");
        assertThatThrownBy(() -> ClassificationOutcomes.builder(Task.MULTICLASS, List.of("a"), -1, Scores.NONE))
                .isInstanceOf(UserError.class)
                .hasMessage("labels [a]: a classification task has at least two labels.");
        assertThatThrownBy(() -> ClassificationOutcomes.builder(Task.BINARY, TWO, -1, Scores.POSITIVE_SCORE))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "a single score column says nothing without a positive label; declare posLabel (no or yes).");
    }

    @Test
    void aPredictionOutsideTheListIsWrong() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.NONE)
                .add(0, ClassificationOutcomes.OUTSIDE)
                .add(1, 1)
                .build();

        assertThat(outcomes.confusionMatrix().counts()).isEqualTo(new long[][] {{0, 0}, {0, 1}});
        assertThat(outcomes.predicted(0)).isEqualTo(ClassificationOutcomes.OUTSIDE);
    }
}
