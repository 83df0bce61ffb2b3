package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A label that no row has is as rare as can be. */
class RarestLabelTest {
    private static final int ROWS = 300;
    private static final CatalogueKey LOSS = CatalogueKey.parse("log_loss");

    private static ClassificationOutcomes withoutPositives() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.POSITIVE_PROBABILITY);
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, row -> 1 + row % 3);
        for (int row = 0; row < ROWS; row++) {
            builder.add(0, 0, 0.01 + row % 7 / 100.0);
        }
        return builder.build().weighing(new RowWeights("w", weights));
    }

    @Test
    void aLabelWithoutRowsIsCounted() {
        ClassificationOutcomes outcomes = withoutPositives();
        Statistics.Weights weights = MetricStatistics.weights(outcomes, null);

        assertThat(weights.labels()).containsKeys("no", "yes").containsEntry("yes", new Statistics.OfLabel(0, 0));
        assertThat(WeightedRows.problem(
                        LOSS, MetricStatistics.estimate(outcomes, LOSS, null).orElseThrow(), weights, false, false))
                .contains(
                        "With their weights the rows tell as much as 0 rows of the rarest label of equal weight, fewer than"
                                + " the 30 from which a bound can be trusted. Add rows, or decide by point.");
    }

    @Test
    void aDocumentThatLeavesTheLabelOutIsNoBetter() {
        Statistics.Weights weights =
                new Statistics.Weights("w", 600, 257, Map.of("no", new Statistics.OfLabel(600, 257)));

        assertThat(WeightedRows.rarest(weights)).contains(0.0);
    }
}
