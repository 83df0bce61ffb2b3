package io.jenkins.plugins.mlpipeline.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoModelsTest {
    private static final int ROWS = 12;

    @TempDir
    Path folder;

    @Test
    void rowsArePairedAndThoseThatOneLearntFromAreLeftOut() {
        Comparison all = TwoModels.rowByRow(stored(2, LearntRows.none()), stored(6, LearntRows.none()));
        assertThat(all.rows()).isEqualTo(12);
        assertThat(all.flips().onlyCandidate()).isEqualTo(4);
        assertThat(all.flips().onlyBaseline()).isZero();
        assertThat(all.metrics().get("accuracy").pairs()).isNotNull();

        BitSet learnt = new BitSet();
        learnt.set(2, 5);
        Comparison unseen = TwoModels.rowByRow(stored(2, new LearntRows(learnt, null)), stored(6, LearntRows.none()));
        assertThat(unseen.rows()).isEqualTo(9);
        assertThat(unseen.learnt().leftOut()).isEqualTo(3);
        assertThat(unseen.flips().onlyCandidate()).isEqualTo(1);

        learnt.set(0, ROWS);
        Comparison nothing = TwoModels.rowByRow(stored(2, new LearntRows(learnt, null)), stored(6, LearntRows.none()));
        assertThat(nothing.rows()).isZero();
    }

    @Test
    void byValuesOnlyWhatBothHaveIsCompared() {
        Comparison comparison = TwoModels.byValues(Map.of("accuracy", 0.9, "f1", 0.5), Map.of("accuracy", 0.8));
        assertThat(comparison.metrics()).containsOnlyKeys("accuracy");
        assertThat(comparison.metrics().get("accuracy").candidate()).isEqualTo(0.9);
        assertThat(comparison.metrics().get("accuracy").baseline()).isEqualTo(0.8);
    }

    @Test
    void aReaderThatCanHoldLessSaysHowMuch() throws Exception {
        Path file = folder.resolve("outcomes.gz");
        OutcomesFile.write(file, stored(2, LearntRows.none()));
        assertThat(OutcomesFile.read(file, 24).outcomes().rows()).isEqualTo(ROWS);
        assertThatThrownBy(() -> OutcomesFile.read(file, 23))
                .isInstanceOf(UserError.class)
                .hasMessage("the outcomes of 12 rows are too many to be compared here; at most 11 such rows are.");
    }

    /** Files of outcomes keep no weights, so that rows would all count the same. */
    @Test
    void rowsWithWeightsAreNotComparedAsIfTheyHadNone() {
        assertThatThrownBy(
                        () -> TwoModels.rowByRow(stored(1, LearntRows.none(), "w"), stored(2, LearntRows.none(), null)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the rows have weights (column \"w\"), which files of outcomes don't keep, so that they can't be"
                                + " compared row by row afterwards. Name one model as the baseline when the other is validated.");
    }

    private static StoredOutcomes stored(int wrong, LearntRows learnt) {
        return stored(wrong, learnt, null);
    }

    private static StoredOutcomes stored(int wrong, LearntRows learnt, String weights) {
        ClassificationOutcomes.Builder rows =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.NONE);
        long[] keys = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            keys[row] = row;
            rows.add(row % 2, row < wrong ? 1 - row % 2 : row % 2);
        }
        return new StoredOutcomes(
                new OutcomesHeader(
                        OutcomesHeader.SCHEMA_VERSION,
                        null,
                        null,
                        "test.csv",
                        Digest.ofText("rows"),
                        Task.BINARY,
                        List.of("no", "yes"),
                        "yes",
                        Scores.NONE,
                        null,
                        ROWS,
                        null,
                        weights),
                keys,
                rows.build(),
                learnt);
    }
}
