package io.jenkins.plugins.mlpipeline.engine.validation;

import static io.jenkins.plugins.mlpipeline.engine.validation.ScoresAndLabelsTest.disagreements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose score columns are not those of the predicted labels beside them. */
class PredictedScoresTest {
    private static final TargetOptions GOOD_BAD = new TargetOptions(null, List.of("good", "bad"), "bad");
    private static final TargetOptions THREE = new TargetOptions(null, List.of("a", "b", "c"), null);
    private static final String HEADER = "y,p,s\n";

    @TempDir
    private Path folder;

    @Test
    void aScoreOfTheOtherLabelIsAnErrorWithTheWayOut() throws Exception {
        Path file = write(HEADER + "bad,bad,0.1\ngood,good,0.9\ngood,good,0.8\nbad,bad,0.3\n");
        assertThat(mistake(file, Map.of("bad", "s"), GOOD_BAD, null, null))
                .isEqualTo(
                        "FILE: the scores contradict the predicted labels: on FILE the rows that are predicted \"bad\" have"
                                + " lower scores of \"bad\" than the others (the area under the ROC curve of the scores against the"
                                + " predicted labels is 0.0000, and 1 where they agree). If the score is that of \"good\", say"
                                + " scores=opposite_probabilities, which turns it round; else give one score per label.");
        Evaluation turned = evaluate(file, Map.of("bad", "s"), GOOD_BAD, ScoreKind.OPPOSITE_PROBABILITIES, null);
        assertThat(turned.metrics().get("roc_auc").value()).isEqualTo(1);
        assertThat(turned.metrics().get("brier_score_loss").value()).isCloseTo(0.0375, within(1e-15));
        assertThat(disagreements(turned)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PROBABILITIES, 0.9, 0.2, opposite_probabilities",
        "LOGITS, 2.5, -1, opposite_logits",
        "MARGINS, 30, -4, opposite_margins",
        "OPPOSITE_PROBABILITIES, 0.2, 0.9, probabilities",
        "OPPOSITE_LOGITS, -1, 2.5, logits",
        "OPPOSITE_MARGINS, -4, 30, margins"
    })
    void everyKindOfScoreIsHeldAgainstTheLabels(ScoreKind kind, String good, String bad, String other)
            throws Exception {
        Path file = write(HEADER + "bad,bad," + bad + "\ngood,good," + good + "\n");
        assertThat(mistake(file, Map.of("bad", "s"), GOOD_BAD, kind, null))
                .contains("the scores contradict the predicted labels")
                .contains("say scores=" + other + ", which turns it round");
        assertThat(evaluate(file, Map.of("bad", "s"), GOOD_BAD, ScoreKind.of(other), null)
                        .metrics()
                        .get("roc_auc")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void exchangedColumnsOfTwoLabels() throws Exception {
        Path file = write("y,p,p0,p1\nbad,bad,0.9,0.1\ngood,good,0.2,0.8\nbad,good,0.3,0.7\n");
        Map<String, String> named = Map.of("good", "p0", "bad", "p1");
        assertThat(mistake(file, named, GOOD_BAD, null, null))
                .endsWith("\"p0\" is named for the label \"good\" and \"p1\" for \"bad\": exchange them, or say"
                        + " scores=opposite_probabilities.");
        assertThat(disagreements(evaluate(file, Map.of("good", "p1", "bad", "p0"), GOOD_BAD, null, null)))
                .isEmpty();
    }

    @Test
    void withoutAPositiveLabelTheyAreHeldAgainstEachOtherToo() throws Exception {
        Path file = write("y,p,p0,p1\nbad,bad,0.9,0.1\ngood,good,0.2,0.8\nbad,good,0.3,0.7\n");
        TargetOptions undeclared = new TargetOptions(null, List.of("good", "bad"), null);
        for (ScoreKind kind : new ScoreKind[] {null, ScoreKind.LOGITS, ScoreKind.MARGINS}) {
            assertThat(mistake(file, Map.of("good", "p0", "bad", "p1"), undeclared, kind, null))
                    .as("%s", kind)
                    .contains("the scores contradict the predicted labels");
        }
    }

    @Test
    void exchangedColumnsOfThreeLabels() throws Exception {
        Path file = write("y,p,p0,p1,p2\na,a,0.1,0.2,0.7\nb,b,0.6,0.3,0.1\nc,c,0.2,0.7,0.1\n");
        Map<String, String> named = new LinkedHashMap<>(Map.of("a", "p0", "b", "p1", "c", "p2"));
        assertThat(mistake(file, named, THREE, null, null))
                .endsWith("on 0 of 3 rows (0.0 %) with a, b, c as the order of the score columns, and on 3 of 3 rows"
                        + " (100.0 %) with b, c, a. Name the score columns so: b=p0, c=p1, a=p2.");
        assertThat(disagreements(evaluate(file, Map.of("b", "p0", "c", "p1", "a", "p2"), THREE, null, null)))
                .isEmpty();
    }

    @Test
    void twoOfManyLabelsExchangedAreAnErrorHoweverManyRowsAreRight() throws Exception {
        StringBuilder rows = new StringBuilder("y,p,p0,p1,p2\n");
        for (int i = 0; i < 90; i++) {
            rows.append("a,a,0.8,0.1,0.1\n");
        }
        for (int i = 0; i < 5; i++) {
            rows.append("b,b,0.1,0.1,0.8\nc,c,0.1,0.8,0.1\n");
        }
        assertThat(mistake(write(rows.toString()), Map.of("a", "p0", "b", "p1", "c", "p2"), THREE, null, null))
                .endsWith(
                        "on 90 of 100 rows (90.0 %) with a, b, c as the order of the score columns, and on 100 of 100 rows"
                                + " (100.0 %) with a, c, b. Name the score columns so: a=p0, c=p1, b=p2.");
    }

    @Test
    void aFewRowsAtTheBorderAreANote() throws Exception {
        StringBuilder rows = new StringBuilder("y,p,p0,p1,p2\n");
        for (int i = 0; i < 99; i++) {
            rows.append("a,a,0.8,0.1,0.1\n");
        }
        rows.append("b,b,0.1,0.44,0.46\n");
        assertThat(disagreements(
                        evaluate(write(rows.toString()), Map.of("a", "p0", "b", "p1", "c", "p2"), THREE, null, null)))
                .containsExactly(
                        "on 1 of 100 rows (1.0 %) the predicted label is not the one with the greatest score, so"
                                + " metrics of labels and metrics of scores are about different decisions there.");
    }

    @Test
    void twoLabelsThatNoCutTellsApartAreANoteWithTheShare() throws Exception {
        Path file = write(HEADER + "bad,bad,0.9\nbad,bad,0.4\ngood,good,0.45\ngood,good,0.1\n");
        assertThat(disagreements(evaluate(file, Map.of("bad", "s"), GOOD_BAD, null, null)))
                .containsExactly(
                        "on 1 of 4 rows (25.0 %) the predicted label is not the one that the scores say (\"bad\" from"
                                + " 0.5 on), so metrics of labels and metrics of scores are about different decisions there.");
    }

    @Test
    void anImpliedThreshold() throws Exception {
        Path file = write(HEADER + "bad,bad,0.03\ngood,good,0.01\ngood,bad,0.5\n");
        assertThat(disagreements(evaluate(file, Map.of("bad", "s"), GOOD_BAD, null, null)))
                .containsExactly(
                        "the predicted labels are \"bad\" from an implied threshold between 0.01 and 0.03 of the"
                                + " scores on, not from 0.5, which decides 1 of 3 rows (33.3 %) otherwise.");
        // A threshold that is asked for decides; what the file's labels follow is still said.
        Evaluation asked = evaluate(file, Map.of("bad", "s"), GOOD_BAD, null, 0.4);
        assertThat(asked.threshold()).isEqualTo(0.4);
        assertThat(disagreements(asked)).hasSize(1);
    }

    @Test
    void tiesAtTheCutAndRowsOutsideOfTheLabelsContradictNothing() throws Exception {
        Path file = write(HEADER + "bad,bad,0.5\ngood,good,0.5\ngood,maybe,0.9\n");
        assertThat(disagreements(evaluate(file, Map.of("bad", "s"), GOOD_BAD, null, null)))
                .containsExactly(
                        "1 predicted label is not in the label list and counted as wrong (\"maybe\" on line 4).");
    }

    @Test
    void oneLabelAloneIsNoContradictionButSaid() throws Exception {
        Path file = write(HEADER + "bad,good,0.9\ngood,good,0.1\n");
        assertThat(disagreements(evaluate(file, Map.of("bad", "s"), GOOD_BAD, null, null)))
                .containsExactly(
                        "on 1 of 2 rows (50.0 %) the predicted label is not the one that the scores say (\"bad\" from"
                                + " 0.5 on), so metrics of labels and metrics of scores are about different decisions there.");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("p.csv"), text);
    }

    private String mistake(
            Path file, Map<String, String> scores, TargetOptions target, ScoreKind kind, Double threshold)
            throws IOException {
        try {
            evaluate(file, scores, target, kind, threshold);
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage().replace(file.toString(), "FILE");
        }
    }

    private static Evaluation evaluate(
            Path file, Map<String, String> scores, TargetOptions target, ScoreKind kind, Double threshold)
            throws IOException {
        PredictionsRequest request = new PredictionsRequest(
                null,
                file,
                CsvFormat.DEFAULT,
                "y",
                "p",
                scores,
                target,
                kind,
                threshold,
                Set.of(),
                null,
                null,
                null,
                AnalysisRequest.NONE);
        return PredictionsFile.evaluate(request, ValidationListener.SILENT, Clock.systemUTC());
    }
}
