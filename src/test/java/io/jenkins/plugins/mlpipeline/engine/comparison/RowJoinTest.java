package io.jenkins.plugins.mlpipeline.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowJoinTest {
    private static final List<String> LABELS = List.of("no", "yes");

    @Test
    void rowsOfOneFileArePairedByPosition() {
        StoredOutcomes candidate = stored("a", null, null, LABELS, new int[][] {{0, 0}, {1, 0}});
        StoredOutcomes baseline = stored("a", null, null, LABELS, new int[][] {{0, 1}, {1, 1}});
        assertThat(predictions(candidate, baseline)).containsExactly(1, 1);
    }

    @Test
    void rowsOfOtherFilesFindEachOtherByKey() {
        StoredOutcomes candidate =
                stored("a", null, new long[] {7, 3, 9}, LABELS, new int[][] {{0, 0}, {1, 0}, {0, 0}});
        StoredOutcomes baseline = stored("b", null, new long[] {9, 7, 3}, LABELS, new int[][] {{0, 1}, {0, 0}, {1, 1}});
        assertThat(predictions(candidate, baseline)).containsExactly(0, 1, 1);
    }

    @Test
    void rowsWithEqualContentArePairedInTheirOrder() {
        StoredOutcomes candidate =
                stored("a", null, new long[] {7, 7, 3}, LABELS, new int[][] {{0, 0}, {0, 0}, {1, 0}});
        StoredOutcomes baseline = stored("b", null, new long[] {7, 3, 7}, LABELS, new int[][] {{0, 1}, {1, 1}, {0, 0}});
        assertThat(predictions(candidate, baseline)).containsExactly(1, 0, 1);
    }

    @Test
    void otherRowsAreAnErrorThatCountsTheMatches() {
        StoredOutcomes candidate =
                stored("a", null, new long[] {1, 2, 3}, LABELS, new int[][] {{0, 0}, {0, 0}, {1, 0}});
        StoredOutcomes baseline = stored("b", null, new long[] {2, 4}, LABELS, new int[][] {{0, 0}, {1, 1}});
        assertThatThrownBy(() -> RowJoin.align(candidate, baseline))
                .isInstanceOf(UserError.class)
                .hasMessage("candidate and baseline were not evaluated on the same rows: 1 rows match, of 3 of the"
                        + " candidate's (a.csv) and 2 of the baseline's (b.csv). Validate the baseline on the candidate's"
                        + " rows.");
        StoredOutcomes fewer = stored("b", null, new long[] {2, 1}, LABELS, new int[][] {{0, 0}, {0, 0}});
        assertThatThrownBy(() -> RowJoin.align(candidate, fewer)).hasMessageContaining(": 2 rows match, of 3 of");
        assertThatThrownBy(() -> RowJoin.align(fewer, candidate)).hasMessageContaining(": 2 rows match, of 2 of");
    }

    @Test
    void aRowIdThatIsNotUniqueIsAnError() {
        StoredOutcomes candidate = stored("a", "id", new long[] {1, 1}, LABELS, new int[][] {{0, 0}, {0, 0}});
        StoredOutcomes baseline = stored("b", "id", new long[] {1, 2}, LABELS, new int[][] {{0, 0}, {0, 0}});
        assertThatThrownBy(() -> RowJoin.align(candidate, baseline))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "a.csv: the row id \"id\" names more than one row, so rows can't be paired by it. Name a column"
                                + " that is unique, or leave the row id out: then rows are known by their content.");
    }

    @Test
    void rowsKnownInDifferentWaysAreAnError() {
        StoredOutcomes candidate = stored("a", "id", new long[] {1}, LABELS, new int[][] {{0, 0}});
        StoredOutcomes baseline = stored("b", null, new long[] {1}, LABELS, new int[][] {{0, 0}});
        assertThatThrownBy(() -> RowJoin.align(candidate, baseline))
                .hasMessage(
                        "the candidate's rows are known by the row id \"id\" and the baseline's by their content, so"
                                + " they can't be paired. Validate both with the same row id.");
    }

    @Test
    void anotherTruthIsAnError() {
        StoredOutcomes candidate = stored("a", null, new long[] {1, 2}, LABELS, new int[][] {{0, 0}, {1, 0}});
        StoredOutcomes baseline = stored("b", null, new long[] {1, 2}, LABELS, new int[][] {{0, 0}, {0, 0}});
        assertThatThrownBy(() -> RowJoin.align(candidate, baseline))
                .hasMessage("the truth of 1 of 2 rows is not the same for candidate and baseline, so the two can't be"
                        + " compared. Validate the baseline on the candidate's rows.");
    }

    @Test
    void labelsInAnotherOrderAreRenumberedWithTheirScores() {
        StoredOutcomes candidate = stored("a", null, null, LABELS, new int[][] {{0, 0}, {1, 0}});
        StoredOutcomes baseline = stored("a", null, null, List.of("yes", "no"), new int[][] {{1, 1}, {0, 1}});
        ClassificationOutcomes aligned =
                (ClassificationOutcomes) RowJoin.align(candidate, baseline).outcomes();
        assertThat(aligned.labels()).isEqualTo(LABELS);
        assertThat(aligned.predicted(1)).isZero();
        assertThat(aligned.score(0, 0)).isEqualTo(0.9);
        assertThat(aligned.score(0, 1)).isEqualTo(0.1);
    }

    @Test
    void otherLabelsAreAnError() {
        StoredOutcomes candidate = stored("a", null, null, LABELS, new int[][] {{0, 0}});
        StoredOutcomes baseline = stored("a", null, null, List.of("no", "maybe"), new int[][] {{0, 0}});
        assertThatThrownBy(() -> RowJoin.align(candidate, baseline))
                .hasMessage(
                        "the baseline has other labels (no, maybe) than the candidate (no, yes), so the two can't be"
                                + " compared.");
    }

    private static int[] predictions(StoredOutcomes candidate, StoredOutcomes baseline) {
        ClassificationOutcomes aligned =
                (ClassificationOutcomes) RowJoin.align(candidate, baseline).outcomes();
        int[] predictions = new int[aligned.rows()];
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = aligned.predicted(row);
        }
        return predictions;
    }

    /** Rows of {truth, prediction}; the predicted label's probability is 0.9. */
    private static StoredOutcomes stored(String data, String rowId, long[] keys, List<String> labels, int[]... rows) {
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                Task.BINARY, labels, ClassificationOutcomes.NO_POSITIVE, Scores.PROBABILITIES);
        for (int[] row : rows) {
            builder.add(row[0], row[1], row[1] == 0 ? 0.9 : 0.1, row[1] == 0 ? 0.1 : 0.9);
        }
        return new StoredOutcomes(
                new OutcomesHeader(
                        1,
                        null,
                        null,
                        data + ".csv",
                        Digest.ofText(data),
                        Task.BINARY,
                        labels,
                        null,
                        Scores.PROBABILITIES,
                        rowId,
                        rows.length,
                        null,
                        null),
                keys,
                builder.build(),
                LearntRows.none());
    }
}
