package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsGuessTest {
    private static final String UNBOUND =
            "the predictions are not bound to a model, so they can gate a build but no deployment.";

    @TempDir
    Path folder;

    @Test
    void columnsLabelsAndTheTaskAreToldByNamesAndRows() throws Exception {
        Evaluation evaluation = evaluate("label,prediction\nyes,yes\nno,yes\nno,no\nno,no\n", TargetOptions.NONE);
        assertThat(evaluation.task()).isEqualTo(Task.BINARY);
        assertThat(evaluation.labels()).containsExactly("no", "yes");
        assertThat(evaluation.posLabel()).isEqualTo("yes");
        assertThat(evaluation.metrics().get("precision").value()).isEqualTo(0.5);
        assertThat(evaluation.warnings())
                .containsExactly(
                        "columns were told by their names: \"label\" as the truth, \"prediction\" as the prediction.",
                        "the labels (no, yes) are those of the file's rows, the positive one is \"yes\"; a label that no row has is"
                                + " not missed. List them (labels, --labels) to be sure.",
                        UNBOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "y_true,y_pred",
        "Label,Predicted Label",
        "ACTUAL,yhat",
        "ground_truth,predicted-class",
        "target,pred",
    })
    void namesOfCommonToolsInAnyCase(String truth, String prediction) throws Exception {
        Evaluation evaluation = evaluate(truth + "," + prediction + "\na,a\nb,b\nc,b\n", TargetOptions.NONE);
        assertThat(evaluation.task()).isEqualTo(Task.MULTICLASS);
        assertThat(evaluation.warnings().get(0))
                .isEqualTo("columns were told by their names: \"" + truth + "\" as the truth, \"" + prediction
                        + "\" as the prediction.");
    }

    @Test
    void aProbabilityIsThatOfThePositiveLabel() throws Exception {
        Evaluation evaluation =
                evaluate("label,prediction,probability\n1,1,0.9\n0,1,0.6\n0,0,0.2\n1,0,0.3\n", TargetOptions.NONE);
        assertThat(evaluation.metrics().get("roc_auc").value()).isEqualTo(0.75);
        assertThat(evaluation.warnings().get(0))
                .isEqualTo("columns were told by their names: \"label\" as the truth, \"prediction\" as the prediction,"
                        + " \"probability\" as the probability of \"1\".");
    }

    @Test
    void probabilitiesOfAllLabelsName() throws Exception {
        Evaluation evaluation =
                evaluate("truth,proba_b,proba_a\na,0.2,0.8\nb,0.9,0.1\nb,0.4,0.6\n", TargetOptions.NONE);
        assertThat(evaluation.labels()).containsExactly("b", "a");
        assertThat(evaluation.metrics().get("accuracy").value()).isEqualTo(2 / 3.0);
        assertThat(evaluation.warnings().get(0))
                .isEqualTo(
                        "columns were told by their names: \"truth\" as the truth, \"proba_b\" as the probability of \"b\","
                                + " \"proba_a\" as the probability of \"a\".");
    }

    @Test
    void oneOfTheLabelsOfScoresSaysYes() throws Exception {
        Evaluation evaluation = evaluate("truth,p_no,p_yes\nyes,0.2,0.8\nno,0.9,0.1\nno,0.4,0.6\n", TargetOptions.NONE);
        assertThat(evaluation.posLabel()).isEqualTo("yes");
        assertThat(evaluation.metrics().get("roc_auc").value()).isEqualTo(1);
        assertThat(evaluation.warnings())
                .contains("the positive label is \"yes\"; say otherwise by posLabel (--pos-label).");
    }

    @Test
    void truthValuesAreTheSameInBothColumns() throws Exception {
        Evaluation evaluation = evaluate("label,prediction\nTrue,true\nFalse,false\nTrue,false\n", TargetOptions.NONE);
        assertThat(evaluation.labels()).containsExactly("false", "true");
        assertThat(evaluation.metrics().get("accuracy").value()).isEqualTo(2 / 3.0);
    }

    @Test
    void numbersAreARegression() throws Exception {
        Evaluation evaluation = evaluate("y_true,y_pred\n1.5,2\n2.5,2\n3,3.5\n", TargetOptions.NONE);
        assertThat(evaluation.task()).isEqualTo(Task.REGRESSION);
        assertThat(evaluation.metrics().get("mean_absolute_error").value()).isEqualTo(0.5);
        assertThat(evaluation.warnings())
                .contains("the task is regression, since the truth is numbers; say otherwise by task (--task).");
    }

    @Test
    void moreDistinctNumbersThanLabelsMayBeAreARegression() throws Exception {
        String rows = IntStream.range(0, 3000).mapToObj(i -> i + "," + (i + 1)).collect(Collectors.joining("\n"));
        Evaluation evaluation = evaluate("target,prediction\n" + rows + "\n", TargetOptions.NONE);
        assertThat(evaluation.task()).isEqualTo(Task.REGRESSION);
        assertThat(evaluation.metrics().get("mean_absolute_error").value()).isEqualTo(1);
    }

    @Test
    void whatWasSaidStaysAsItWasSaid() throws Exception {
        TargetOptions declared = new TargetOptions(null, List.of("no", "yes", "perhaps"), null);
        Evaluation evaluation = evaluate("label,prediction\nyes,yes\nno,yes\n", declared);
        assertThat(evaluation.labels()).containsExactly("no", "yes", "perhaps");
        // A score that nobody named is none where the prediction was named.
        Evaluation named = PredictionsFile.evaluate(
                request("label,prediction,probability\nyes,yes,7\nno,no,8\n", "label", "prediction", declared),
                ValidationListener.SILENT,
                Clock.systemUTC());
        assertThat(named.warnings()).containsExactly(UNBOUND);
    }

    @Test
    void whatNothingTellsIsAskedFor() {
        assertMistake(
                "a,b\n1,1\n",
                "FILE: which column holds the truth is not said, and no name tells it. Name it (label, --label). Its columns are"
                        + " a, b.");
        assertMistake(
                "label,target,prediction\n1,1,1\n",
                "FILE: the columns \"label\" and \"target\" could both hold the truth. Name the one that does (label, --label).");
        assertMistake(
                "label,answer\n1,1\n0,1\n",
                "FILE: which column holds the prediction is not said, and no name tells it. Name it (predictionColumn,"
                        + " --prediction-column), or the columns with scores (scoreColumns, --score-columns). Its columns are label,"
                        + " answer.");
        assertMistake(
                "label,prediction\nyes,yes\nyes,yes\n",
                "FILE: column \"label\" has 1 label (yes); there is nothing to tell apart. Check the label column.");
    }

    private void assertMistake(String text, String message) {
        assertThatThrownBy(() -> evaluate(text, TargetOptions.NONE))
                .isInstanceOf(UserError.class)
                .extracting(e -> e.getMessage().replace(folder.resolve("p.csv").toString(), "FILE"))
                .isEqualTo(message);
    }

    private Evaluation evaluate(String text, TargetOptions target) throws IOException {
        return PredictionsFile.evaluate(
                request(text, null, null, target), ValidationListener.SILENT, Clock.systemUTC());
    }

    private PredictionsRequest request(String text, String label, String prediction, TargetOptions target)
            throws IOException {
        return new PredictionsRequest(
                null,
                Files.writeString(folder.resolve("p.csv"), text),
                CsvFormat.DEFAULT,
                label,
                prediction,
                Map.of(),
                target,
                null,
                null,
                Set.of(),
                null,
                null,
                null,
                AnalysisRequest.NONE);
    }
}
