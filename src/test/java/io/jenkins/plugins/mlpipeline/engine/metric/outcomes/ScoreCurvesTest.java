package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.CalibrationBin;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.Curve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCurvesTest {
    private static final List<String> TWO = List.of("no", "yes");

    @Test
    void haveEveryDistinctScoreOfASmallSet() {
        Curves curves = ScoreCurves.of(positives(new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8));

        assertThat(curves.roc().x()).containsExactly(0, 0, 0.5, 0.5, 1);
        assertThat(curves.roc().y()).containsExactly(0, 0.5, 0.5, 1, 1);
        assertThat(curves.roc().thresholds()).containsExactly(null, 0.8, 0.4, 0.35, 0.1);
        assertThat(curves.pr().x()).containsExactly(0, 0.5, 0.5, 1, 1);
        assertThat(curves.pr().y()).containsExactly(1, 1, 0.5, 2 / 3.0, 0.5);
        assertThat(curves.pr().thresholds()).containsExactly(null, 0.8, 0.4, 0.35, 0.1);
    }

    @Test
    void tiesMakeOneStep() {
        Curve roc =
                ScoreCurves.of(positives(new int[] {0, 1, 1}, 0.5, 0.5, 0.5)).roc();

        assertThat(roc.x()).containsExactly(0, 1);
        assertThat(roc.y()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.01, 0.99})
    void areThinnedToTwoHundredPointsWithTheirEnds(double share) {
        Random random = new Random(3);
        int rows = 20_000;
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.POSITIVE_PROBABILITY);
        for (int i = 0; i < rows; i++) {
            int truth = random.nextDouble() < share ? 1 : 0;
            builder.add(truth, truth, (random.nextDouble() + truth) / 2);
        }
        ClassificationOutcomes outcomes = builder.build();

        Curves curves = ScoreCurves.of(outcomes);

        for (Curve curve : List.of(curves.roc(), curves.pr())) {
            assertThat(curve.x()).hasSizeBetween(100, 200).isSorted();
            assertThat(curve.y()).hasSameSizeAs(curve.x());
            assertThat(curve.thresholds()).hasSameSizeAs(curve.x());
            assertThat(curve.x()[0]).isZero();
            assertThat(curve.x()[curve.x().length - 1]).isEqualTo(1);
        }
        assertThat(trapezoids(curves.roc())).isCloseTo(Ranking.of(outcomes).area(), within(2e-3));
    }

    @Test
    void areNullWhereTheyAreNotDefined() {
        Curves noScores = ScoreCurves.of(ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.NONE)
                .add(0, 0)
                .build());
        Curves oneClass = ScoreCurves.of(positives(new int[] {0, 0}, 0.1, 0.4));
        Curves noPositiveLabel = ScoreCurves.of(ClassificationOutcomes.builder(
                        Task.BINARY, TWO, ClassificationOutcomes.NO_POSITIVE, Scores.PROBABILITIES)
                .add(0, 0, 0.75, 0.25)
                .build());

        assertThat(noScores).isEqualTo(new Curves(null, null, null));
        assertThat(oneClass.roc()).isNull();
        assertThat(oneClass.pr()).isNull();
        assertThat(oneClass.calibration()).hasSize(2);
        assertThat(noPositiveLabel).isEqualTo(new Curves(null, null, null));
    }

    @Test
    void calibrationHasTheBinsThatHaveRows() {
        List<CalibrationBin> bins = ScoreCurves.of(positives(new int[] {0, 1, 0, 1, 1}, 0.0, 0.1, 0.25, 0.875, 1.0))
                .calibration();

        assertThat(bins)
                .containsExactly(
                        new CalibrationBin(0, 0.1, 2, 0.05, 0.5),
                        new CalibrationBin(0.2, 3 * 0.1, 1, 0.25, 0),
                        new CalibrationBin(0.8, 0.9, 1, 0.875, 1),
                        new CalibrationBin(0.9, 1, 1, 1, 1));
    }

    @Test
    void calibrationOfManyLabelsIsOfTheMostProbable() {
        List<CalibrationBin> bins = ScoreCurves.of(ClassificationOutcomes.builder(
                                Task.MULTICLASS, List.of("a", "b", "c"), -1, Scores.PROBABILITIES)
                        .add(0, 0, 0.75, 0.125, 0.125)
                        .add(1, 0, 0.75, 0.125, 0.125)
                        .build())
                .calibration();

        assertThat(bins).containsExactly(new CalibrationBin(7 * 0.1, 0.8, 2, 0.75, 0.5));
    }

    static ClassificationOutcomes positives(int[] truth, double... scores) {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, TWO, 1, Scores.POSITIVE_PROBABILITY);
        for (int i = 0; i < truth.length; i++) {
            builder.add(truth[i], scores[i] >= 0.5 ? 1 : 0, scores[i]);
        }
        return builder.build();
    }

    private static double trapezoids(Curve curve) {
        double area = 0;
        for (int i = 1; i < curve.x().length; i++) {
            area += (curve.x()[i] - curve.x()[i - 1]) * (curve.y()[i] + curve.y()[i - 1]) / 2;
        }
        return area;
    }
}
