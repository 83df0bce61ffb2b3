package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores that are not those of the labels beside them, as converters write them and people name them. */
class ScoresAndLabelsTest {
    private static final double TOLERANCE = 1e-9;

    @Test
    void theMarginsOfABinarySvcThatAConverterTurnedRound() throws IOException {
        FieldCase svc = FieldCase.of("svc_margins");
        assertThat(svc.mistake(request -> request.with(ScoreKind.MARGINS, null)))
                .isEqualTo(
                        "MODEL: the scores contradict the predicted labels: on FILE the rows that are predicted \"1\" have"
                                + " lower scores of \"1\" than the others (the area under the ROC curve of the scores against the"
                                + " predicted labels is 0.0000, and 1 where they agree). If each score is that of the other label"
                                + " (skl2onnx exports the margins of a binary SVC so), say scores=opposite_margins, which exchanges"
                                + " them; or export the model with its scores negated.");
        Evaluation evaluation = svc.run(request -> request.with(ScoreKind.OPPOSITE_MARGINS, null));
        assertEquals(svc, evaluation, "accuracy", "roc_auc");
        assertThat(disagreements(evaluation)).isEmpty();
    }

    @Test
    void theyAreTurnedRoundForEitherPositiveLabelAndAsLogitsToo() throws IOException {
        FieldCase svc = FieldCase.of("svc_margins");
        TargetOptions zero = new TargetOptions(null, null, "0");
        assertThat(svc.mistake(request -> request.with(zero).with(ScoreKind.MARGINS, null)))
                .contains("the rows that are predicted \"0\" have lower scores of \"0\" than the others")
                .contains("say scores=opposite_margins");
        assertThat(svc.mistake(request -> request.with(ScoreKind.LOGITS, null)))
                .contains("the scores contradict the predicted labels")
                .contains("say scores=opposite_logits");
        assertEquals(svc, svc.run(request -> request.with(zero).with(ScoreKind.OPPOSITE_MARGINS, null)), "roc_auc");
        assertEquals(svc, svc.run(request -> request.with(ScoreKind.OPPOSITE_LOGITS, null)), "accuracy", "roc_auc");
    }

    @Test
    void aThresholdDoesNotHideTheContradiction() throws IOException {
        assertThat(FieldCase.of("svc_margins").mistake(request -> request.with(ScoreKind.MARGINS, 0.3)))
                .contains("the scores contradict the predicted labels");
    }

    @Test
    void anAnomalyDetectorWhosePositiveLabelIsTheAnomaly() throws IOException {
        FieldCase forest = FieldCase.of("isolation_forest");
        assertThat(forest.mistake(request -> request.with(ScoreKind.MARGINS, null)))
                .isEqualTo(
                        "MODEL: the scores contradict the predicted labels: on FILE the rows that are predicted \"-1\""
                                + " have lower scores of \"-1\" than the others (the area under the ROC curve of the scores against"
                                + " the predicted labels is 0.0000, and 1 where they agree). If the score is that of \"1\", say"
                                + " scores=opposite_margins, which turns it round; else give one score per label.");
        // Another tool's float64 sums rank two rows otherwise at most.
        Evaluation evaluation = forest.run(request -> request.with(ScoreKind.OPPOSITE_MARGINS, null));
        assertThat(evaluation.metrics().get("accuracy").value())
                .isCloseTo(forest.expected("accuracy"), within(TOLERANCE));
        assertThat(evaluation.metrics().get("roc_auc").value()).isCloseTo(forest.expected("roc_auc"), within(1e-4));
    }

    @Test
    void theSingleMarginOfTheOtherLabel() throws IOException {
        FieldCase ridge = FieldCase.of("ridge");
        TargetOptions one = new TargetOptions(null, null, "1");
        TargetOptions zero = new TargetOptions(null, null, "0");
        assertEquals(
                ridge, ridge.run(request -> request.with(one).with(ScoreKind.MARGINS, null)), "accuracy", "roc_auc");
        assertThat(ridge.mistake(request -> request.with(zero).with(ScoreKind.MARGINS, null)))
                .contains("If the score is that of \"1\", say scores=opposite_margins");
        Evaluation turned = ridge.run(request -> request.with(zero).with(ScoreKind.OPPOSITE_MARGINS, null));
        assertThat(turned.metrics().get("roc_auc").value())
                .isCloseTo(ridge.expected("roc_auc_of_0"), within(TOLERANCE));
    }

    @Test
    void theModelsOwnThresholdIsSaid() throws IOException {
        FieldCase fraud = FieldCase.of("own_threshold");
        Evaluation evaluation = fraud.run(request -> request);
        assertThat(evaluation.metrics().get("accuracy").value())
                .isCloseTo(fraud.expected("accuracy"), within(TOLERANCE));
        assertThat(evaluation.metrics().get("roc_auc").value()).isCloseTo(fraud.expected("roc_auc"), within(1e-6));
        assertThat(disagreements(evaluation))
                .containsExactly(
                        "the predicted labels are \"1\" from an implied threshold between 0.0140477 and 0.020806"
                                + " of the scores on, not from 0.5, which decides 39 of 284 rows (13.7 %) otherwise.");
        assertThat(fraud.expected("disagreeing")).isEqualTo(39);
        assertThat(fraud.expected("below")).isCloseTo(0.0140477, within(1e-7));
        assertThat(fraud.expected("from")).isCloseTo(0.020806, within(1e-7));
    }

    @Test
    void probabilitiesOfAnSvcHaveACutOfTheirOwn() throws IOException {
        FieldCase svc = FieldCase.of("svc_probabilities");
        Evaluation evaluation = svc.run(request -> request);
        assertEquals(svc, evaluation, "accuracy");
        assertThat(svc.expected("disagreeing")).isEqualTo(11);
        assertThat(disagreements(evaluation))
                .containsExactly(
                        "the predicted labels are \"1\" from an implied threshold between 0.384846 and 0.394141"
                                + " of the scores on, not from 0.5, which decides 11 of 284 rows (3.9 %) otherwise.");
    }

    @Test
    void columnsInAnotherOrderThanTheLabels() throws IOException {
        FieldCase exchanged = FieldCase.of("exchanged_columns");
        assertThat(exchanged.expected("agreeing")).isZero();
        assertThat(exchanged.expected("sorted")).isEqualTo(75);
        assertThat(exchanged.mistake(request -> request))
                .isEqualTo(
                        "MODEL: the scores contradict the predicted labels: on FILE the label with the greatest score is"
                                + " the predicted one on 0 of 75 rows (0.0 %) with setosa, versicolor, virginica as the order of the"
                                + " score columns, and on 75 of 75 rows (100.0 %) with versicolor, virginica, setosa. Export the"
                                + " model with its scores in the order of its labels; or write its answers into a predictions file,"
                                + " and name the score column of each label.");
    }

    @Test
    void marginsOfThreeLabelsAreHeldAgainstTheLabelsToo() throws IOException {
        FieldCase svc = FieldCase.of("svc_of_three");
        Evaluation evaluation = svc.run(request -> request);
        assertEquals(svc, evaluation, "accuracy");
        assertThat(disagreements(evaluation)).isEmpty();
    }

    @Test
    void orderIsOfTwoLabelsOnly() throws IOException {
        assertThat(FieldCase.of("svc_of_three").mistake(request -> request.with(ScoreKind.OPPOSITE_MARGINS, null)))
                .isEqualTo(
                        "scores=opposite_margins says that each score is that of the other one of two labels, and there"
                                + " are 3 (setosa, versicolor, virginica). Declare the labels in the order of the scores instead.");
    }

    private static void assertEquals(FieldCase expected, Evaluation evaluation, String... keys) {
        for (String key : keys) {
            assertThat(evaluation.metrics().get(key).value())
                    .as(key)
                    .isCloseTo(expected.expected(key), within(TOLERANCE));
        }
    }

    static List<String> disagreements(Evaluation evaluation) {
        return evaluation.warnings().stream()
                .filter(warning -> warning.contains("predicted label"))
                .toList();
    }
}
