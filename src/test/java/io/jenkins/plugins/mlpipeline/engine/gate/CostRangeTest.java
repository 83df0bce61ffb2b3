package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowCosts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that these rows did not get may be those of the next one, and cost what they cost. */
class CostRangeTest {
    private static final CatalogueKey COST = CatalogueKey.parse("expected_cost(fn=100,fp=5)");
    private static final int ROWS = 100;

    /** One row in a hundred is positive, and no row is answered so. */
    private static ClassificationOutcomes quiet() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.POSITIVE_PROBABILITY);
        for (int row = 0; row < ROWS; row++) {
            builder.add(row == 0 ? 1 : 0, 0, 0.1);
        }
        return builder.build();
    }

    private static Losses difference(ClassificationOutcomes outcomes, CatalogueKey key) {
        return LossStatistics.difference(outcomes, outcomes, key, Losses.MOST_POINTS)
                .orElseThrow();
    }

    @Test
    void twoModelsThatAnswerTheseRowsAlikeMayDifferOnTheNext() {
        Losses losses = difference(quiet(), COST);
        assertThat(losses.lower()).isEqualTo(-100);
        assertThat(losses.upper()).isEqualTo(100);

        Limits limits = LossLimits.ofDifferences(COST, losses, null);
        assertThat(limits.lower(0.95)).isLessThan(-2.9);
        assertThat(limits.upper(0.95)).isGreaterThan(2.9);
    }

    @Test
    void aModelThatIsNeverWrongInTheDearWayMayBe() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.POSITIVE_PROBABILITY);
        for (int row = 0; row < ROWS; row++) {
            builder.add(row % 2, 1, 0.9);
        }
        Losses losses =
                LossStatistics.losses(builder.build(), COST, Losses.MOST_POINTS).orElseThrow();
        assertThat(losses.upper()).isEqualTo(100);
    }

    @Test
    void amountsOfTheRowsBoundWhatAnAnswerCosts() {
        double[] amounts = new double[ROWS];
        amounts[7] = 250;
        ClassificationOutcomes outcomes = quiet().costing(new RowCosts(Map.of("amount", amounts), Map.of()));
        Losses losses = difference(outcomes, CatalogueKey.parse("expected_cost(fn=amount,fp=5)"));
        assertThat(losses.lower()).isEqualTo(-250);
        assertThat(losses.upper()).isEqualTo(250);
    }

    /** Half of 200 rows are positive; so many of them only the baseline finds. */
    @ParameterizedTest
    @CsvSource({"9, gaffke", "10, bootstrap-t"})
    void manyDearDifferencesAreDrawn(int missed, String method) {
        ClassificationOutcomes.Builder candidate =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.NONE);
        ClassificationOutcomes.Builder baseline =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.NONE);
        for (int row = 0; row < 2 * ROWS; row++) {
            int truth = row % 2;
            candidate.add(truth, truth == 1 && row / 2 < missed ? 0 : truth);
            // Cheap differences don't count.
            baseline.add(truth, truth == 0 && row < 100 ? 1 : truth);
        }
        ClassificationOutcomes ours = candidate.build();
        ClassificationOutcomes theirs = baseline.build();
        Losses losses = LossStatistics.difference(ours, theirs, COST, Losses.MOST_POINTS)
                .orElseThrow();
        Estimated difference =
                MetricStatistics.difference(ours, theirs, COST, null).orElseThrow();

        assertThat(LossLimits.ofDifferences(COST, losses, difference).method()).isEqualTo(method);
    }
}
