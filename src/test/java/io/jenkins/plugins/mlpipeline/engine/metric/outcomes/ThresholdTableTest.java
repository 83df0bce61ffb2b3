package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdTableTest {
    @Test
    void countsARowFromItsOwnScoreOn() {
        List<ThresholdRow> table =
                ThresholdTable.of(ScoreCurvesTest.positives(new int[] {0, 1, 0, 1}, 0.25, 0.5, 0.5, 0.75));

        assertThat(table).hasSize(19);
        assertThat(table.get(9)).isEqualTo(new ThresholdRow(0.5, 2, 1, 2 / 3.0, 1.0, 0.8, 0.75));
        assertThat(table.get(10)).isEqualTo(new ThresholdRow(0.55, 1, 0, 1.0, 0.5, 2 / 3.0, 0.25));
        assertThat(table.get(18)).isEqualTo(new ThresholdRow(0.95, 0, 0, null, 0.0, 0.0, 0));
    }

    @Test
    void withoutPositiveRowsThereIsNoRecall() {
        ThresholdRow row = ThresholdTable.of(ScoreCurvesTest.positives(new int[] {0, 0}, 0.25, 0.25))
                .get(18);

        assertThat(row).isEqualTo(new ThresholdRow(0.95, 0, 0, null, null, null, 0));
    }

    @Test
    void margins() {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.POSITIVE_SCORE);
        for (int i = 0; i < 40; i++) {
            builder.add(i % 2, 0, i - 20);
        }

        List<ThresholdRow> rows = ThresholdTable.of(builder.build());

        assertThat(rows).hasSize(19);
        assertThat(rows.get(0).threshold()).isEqualTo(-18);
        assertThat(rows.get(0).flagRate()).isEqualTo(0.95);
        assertThat(rows.get(18).threshold()).isEqualTo(18);
        assertThat(rows.get(18).flagRate()).isEqualTo(0.05);
    }

    @Test
    void repeatedMarginsMakeFewerRows() {
        List<ThresholdRow> table = ThresholdTable.of(
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.POSITIVE_SCORE)
                        .add(0, 0, -1)
                        .add(1, 1, 3)
                        .build());

        assertThat(table).extracting(ThresholdRow::threshold).containsExactly(-1.0, 3.0);
    }

    @Test
    void isNullWithoutScores() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("no", "yes"), 1, Scores.NONE)
                .add(0, 0)
                .build();

        assertThat(ThresholdTable.of(outcomes)).isNull();
    }
}
