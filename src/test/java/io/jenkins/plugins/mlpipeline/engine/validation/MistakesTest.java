package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong about rows and options, and the one sentence that they are told. */
class MistakesTest {
    private static final Path FOREST = ForeignCase.file("forest_str_tensor.onnx");
    private static final Path FOREST_INT = ForeignCase.file("forest_int_tensor.onnx");
    private static final Path LOGITS = ForeignCase.file("torch_logits.onnx");
    private static final Path SIGMOID = ForeignCase.file("torch_sigmoid.onnx");
    private static final Path PIPELINE = ForeignCase.file("pipeline_float_tensor.onnx");
    private static final Path INTEGERS = ForeignCase.file("pipeline_int64_tensor.onnx");
    private static final Path REGRESSOR = ForeignCase.file("regressor_forest.onnx");
    private static final String IRIS_HEADER = "sepal_length,sepal_width,petal_length,petal_width,species\n";
    private static final String IRIS = IRIS_HEADER + "4.9,3.0,1.4,0.2,setosa\n6.4,3.2,4.5,1.5,versicolor\n";
    private static final TargetOptions IRIS_LABELS =
            new TargetOptions(null, List.of("setosa", "versicolor", "virginica"), null);

    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkAndWindowsLineEndsAndSemicolonsAreUnderstood() throws Exception {
        String text = "\uFEFF" + IRIS.replace("\n", "\r\n").replace(',', ';');
        assertThat(run(FOREST, text, "species").data().rows()).isEqualTo(2);
    }

    @Test
    void labelsInAnotherOrderGiveTheSameMetrics() throws Exception {
        Path rows = ForeignCase.file("iris_str.csv");
        ValidationRequest request = ValidationRequest.of(FOREST, rows, "species");
        Evaluation own = run(request);
        Evaluation turned =
                run(request.with(new TargetOptions(null, List.of("virginica", "setosa", "versicolor"), null)));

        assertThat(turned.labels()).containsExactly("virginica", "setosa", "versicolor");
        assertThat(turned.metrics().get("accuracy")).isEqualTo(own.metrics().get("accuracy"));
        assertThat(turned.metrics().get("log_loss").value())
                .isCloseTo(own.metrics().get("log_loss").value(), within(1e-12));
    }

    @Test
    void labelColumnIsNotThere() {
        assertMistake(
                FOREST, IRIS, "Species", r -> r, "FILE: there is no column \"Species\". Did you mean \"species\"?");
    }

    @Test
    void labelIsNotOneOfTheModels() {
        assertMistake(
                FOREST,
                IRIS.replace("versicolor", "Versicolour"),
                "species",
                r -> r,
                "FILE: line 3, column \"species\": the label \"Versicolour\" is not one of setosa, versicolor, virginica. "
                        + "Did you mean \"versicolor\"?");
    }

    @Test
    void labelIsSomethingElseEntirely() {
        assertMistake(
                FOREST,
                IRIS.replace("versicolor", "17"),
                "species",
                r -> r,
                "FILE: line 3, column \"species\": the label \"17\" is not one of setosa, versicolor, virginica. "
                        + "Correct the cell, name another label column, or declare the label with labels.");
    }

    @Test
    void labelIsMissing() {
        assertMistake(
                FOREST,
                IRIS.replace("versicolor", ""),
                "species",
                r -> r,
                "FILE: line 3, column \"species\": the label is missing. Every row that is evaluated needs one: fill it, or"
                        + " take the row out.");
    }

    @Test
    void numberToPredictIsMissing() {
        assertMistake(
                REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n1,2,3,4,5,6,7,8,9,10,\n",
                "y",
                r -> r,
                "FILE: line 2, column \"y\": the number to predict is missing. Every row that is evaluated needs one: fill"
                        + " it, or take the row out.");
    }

    @Test
    void numbersAreTexts() {
        assertMistake(
                FOREST,
                IRIS.replace("6.4", "tall"),
                "species",
                r -> r,
                "FILE: line 3, column \"sepal_length\": \"tall\" is not a number. Correct the cell, add it to the"
                        + " missing-value tokens, or declare the column as a category.");
    }

    @Test
    void aNumberIsBeyondTheModels32Bits() {
        assertMistake(
                FOREST,
                IRIS.replace("6.4", "6.4e40"),
                "species",
                r -> r,
                "FILE: line 3, column \"sepal_length\": \"6.4e40\" is beyond the 32-bit numbers that the model takes."
                        + " Correct it, or scale the column.");
    }

    @Test
    void thereAreNoRows() {
        assertMistake(
                FOREST,
                IRIS_HEADER,
                "species",
                r -> r,
                "FILE: there are no rows below the header, so nothing can be said about the model.");
        assertMistake(
                REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n",
                "y",
                r -> r,
                "FILE: there are no rows below the header, so nothing can be said about the model.");
    }

    @Test
    void thereIsOneColumnTooMany() {
        assertMistake(
                FOREST,
                "id," + IRIS_HEADER + "1,4.9,3.0,1.4,0.2,setosa\n",
                "species",
                r -> r,
                "MODEL: takes 4 columns in one tensor, FILE has 5 columns to feed (id, sepal_length, sepal_width,"
                        + " petal_length, petal_width). Name those that the model was trained on with features, or leave the"
                        + " others out with ignore.");
    }

    @Test
    void ignoredColumnsAndRowIdsAreNotFed() throws Exception {
        Path rows = write("id,note," + IRIS_HEADER + "1,x,4.9,3.0,1.4,0.2,setosa\n2,y,6.4,3.2,4.5,1.5,versicolor\n");
        ColumnSelection selection = new ColumnSelection("species", "id", null, Set.of("note"), null, null);
        Evaluation evaluation =
                run(ValidationRequest.of(FOREST, rows, "species").with(selection));

        assertThat(evaluation.metrics().get("accuracy").value()).isEqualTo(1);
    }

    @Test
    void aNamedColumnIsMissing() throws Exception {
        String text = Files.readString(ForeignCase.file("german.csv")).replaceFirst("credit_amount", "creditamount");
        assertMistake(
                PIPELINE,
                text,
                "credit_risk",
                r -> r,
                "MODEL: needs the column \"credit_amount\", which FILE doesn't have. Did you mean \"creditamount\"?");
    }

    @Test
    void theLabelIsAmongTheModelsInputs() throws Exception {
        String text = Files.readString(ForeignCase.file("german.csv"));
        assertMistake(
                PIPELINE,
                text,
                "housing",
                r -> r,
                "MODEL: takes the column \"housing\" as an input, but it is the label, the row id, or ignored. Leave it out"
                        + " of one of the two.");
    }

    @Test
    void anIntegerInputHasNoMissingValue() throws Exception {
        List<String> lines = Files.readAllLines(ForeignCase.file("german.csv"));
        String[] cells = lines.get(1).split(",");
        cells[1] = "";
        String text = lines.get(0) + "\n" + String.join(",", cells) + "\n";
        assertMistake(
                INTEGERS,
                text,
                "credit_risk",
                r -> r,
                "FILE: line 2, column \"duration_months\": the cell is empty, and the model takes integers, which can't be"
                        + " missing. Fill it, or export the model with float inputs.");
        cells[1] = "6.5";
        assertMistake(
                INTEGERS,
                lines.get(0) + "\n" + String.join(",", cells) + "\n",
                "credit_risk",
                r -> r,
                "FILE: line 2, column \"duration_months\": \"6.5\" is not an integer that the model takes. Correct it, or"
                        + " export the model with float inputs.");
    }

    @Test
    void labelsContradictTheModel() {
        assertMistake(
                FOREST,
                IRIS,
                "species",
                r -> r.with(new TargetOptions(null, List.of("setosa", "other"), null)),
                "MODEL: answers the labels setosa, versicolor, virginica, but setosa, other are declared. Declare the model's"
                        + " own labels.");
        assertMistake(
                FOREST_INT,
                IRIS,
                "species",
                r -> r.with(IRIS_LABELS),
                "MODEL: answers the labels 0, 1, 2, but setosa, versicolor, virginica are declared. The model was trained on"
                        + " numbers in place of labels: write the label column in the same numbers, and declare these.");
    }

    @Test
    void taskContradictsTheModel() {
        assertMistake(
                FOREST,
                IRIS,
                "species",
                r -> r.with(new TargetOptions(Task.REGRESSION, null, null)),
                "MODEL: the task is regression, but the model answers labels (setosa, versicolor, virginica). Set the task to"
                        + " binary or multiclass.");
        assertMistake(
                FOREST,
                IRIS,
                "species",
                r -> r.with(new TargetOptions(Task.BINARY, null, null)),
                "MODEL: a binary task has two labels, not 3 (setosa, versicolor, virginica). List two, or set the task to"
                        + " multiclass.");
        assertMistake(
                REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n1,2,3,4,5,6,7,8,9,10,1\n",
                "y",
                r -> r.with(new TargetOptions(Task.BINARY, null, null)),
                "MODEL: does not name the labels that it answers. Declare them with labels, in the order of its score"
                        + " columns.");
    }

    @Test
    void taskOfAPlainNetworkIsNotKnown() {
        assertMistake(
                LOGITS,
                IRIS,
                "species",
                r -> r,
                "MODEL: does not say whether it predicts labels or numbers. Give the task (binary, multiclass or regression),"
                        + " and for the first two the labels in the order of its score columns.");
    }

    @Test
    void positiveLabelIsUnknown() {
        assertMistake(
                PIPELINE,
                "a\n1\n",
                "a",
                r -> r.with(new TargetOptions(null, null, "goood")),
                "the options: the positive label \"goood\" is not one of the labels (bad, good). Did you mean \"good\"?");
    }

    @Test
    void positiveLabelOfManyLabels() {
        assertMistake(
                FOREST,
                IRIS,
                "species",
                r -> r.with(new TargetOptions(null, null, "setosa")),
                "the options: the positive label \"setosa\" says which of two labels counts; a multiclass task has none."
                        + " Leave it out.");
    }

    @Test
    void scoresAreLogits() {
        String message = mistake(LOGITS, IRIS, "species", r -> r.with(IRIS_LABELS));
        assertThat(message)
                .startsWith("FILE: line 2: the scores of the model sum to ")
                .endsWith(
                        ", not to 1. Scores are taken for probabilities: if they are log-odds, say scores=logits; if they"
                                + " only rank the rows, scores=margins.");
    }

    @Test
    void fewerLabelsThanScores() {
        assertMistake(
                LOGITS,
                IRIS,
                "species",
                r -> r.with(new TargetOptions(null, List.of("setosa", "versicolor"), null)),
                "MODEL: gives 3 scores a row for 2 labels (setosa, versicolor). Declare the labels in the order of the"
                        + " scores.");
    }

    @Test
    void aSingleScoreNeedsAPositiveLabel() throws Exception {
        assertMistake(
                SIGMOID,
                Files.readString(ForeignCase.file("cancer_str.csv")),
                "outcome",
                r -> r.with(new TargetOptions(null, List.of("benign", "malignant"), null)),
                "MODEL: gives one score a row, which is that of the positive label. Declare posLabel (benign or malignant).");
    }

    @Test
    void aThresholdNeedsAPositiveLabel() throws Exception {
        assertMistake(
                PIPELINE,
                Files.readString(ForeignCase.file("german.csv")),
                "credit_risk",
                r -> r.with(null, 0.3),
                "a threshold of 0.3 is given, which is about the score of the positive label, and none is declared. Declare"
                        + " posLabel, or leave the threshold out.");
    }

    @Test
    void aThresholdDecidesInPlaceOfTheModel() throws Exception {
        ValidationRequest request = ForeignCase.of("pipeline_float_tensor").request();
        Evaluation own = run(request);
        Evaluation low = run(request.with(null, 0.05));
        Evaluation all = run(request.with(null, 0.0));

        assertThat(own.threshold()).isNull();
        assertThat(low.threshold()).isEqualTo(0.05);
        assertThat(low.metrics().get("recall").value())
                .isGreaterThan(own.metrics().get("recall").value());
        assertThat(low.metrics().get("roc_auc")).isEqualTo(own.metrics().get("roc_auc"));
        assertThat(all.metrics().get("recall").value()).isEqualTo(1);
    }

    @Test
    void aRegressionHasNoThreshold() {
        assertMistake(
                REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n1,2,3,4,5,6,7,8,9,10,1\n",
                "y",
                r -> r.with(null, 0.5),
                "a regression has no scores: leave the threshold out.");
    }

    @Test
    void withoutAPositiveLabelItsMetricsAreUndefinedAndSaid() throws Exception {
        Evaluation evaluation = run(ValidationRequest.of(PIPELINE, ForeignCase.file("german.csv"), "credit_risk"));

        assertThat(evaluation.metrics().get("accuracy").value()).isNotNull();
        assertThat(evaluation.metrics().get("roc_auc").value()).isNull();
        assertThat(evaluation.warnings())
                .contains("no positive label is declared, so precision, recall, roc_auc and the like are undefined.");
    }

    @Test
    void dataIsAnotherFileThanAgreed() throws Exception {
        Path rows = write(IRIS);
        ValidationRequest request = ValidationRequest.of(FOREST, rows, "species");
        String agreed = "sha256:" + "0".repeat(64);
        assertThatThrownBy(() -> run(request.withExpectedSha256(agreed)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(rows + ": is sha256:")
                .hasMessageEndingWith(
                        ", but " + agreed + " is asked for. Take the agreed file, or change the sha256 in the spec.");
    }

    @Test
    void errorsOfTheReadingThreadArriveWithTheirLine() {
        StringBuilder text = new StringBuilder(IRIS_HEADER);
        for (int i = 0; i < 20_000; i++) {
            text.append("4.9,3.0,1.4,0.2,setosa\n");
        }
        text.append("4.9,3.0,1.4,0.2,daisy\n");
        assertMistake(
                FOREST,
                text.toString(),
                "species",
                r -> r.withThreads(2),
                "FILE: line 20002, column \"species\": the label \"daisy\" is not one of setosa, versicolor, virginica. "
                        + "Correct the cell, name another label column, or declare the label with labels.");
    }

    @Test
    void severalThreadsAnswerAsOneToTheLastBit() throws Exception {
        List<String> lines = Files.readAllLines(ForeignCase.file("cancer_int.csv"));
        StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
        for (int i = 0; i < 60; i++) {
            lines.stream().skip(1).forEach(line -> text.append(line).append('\n'));
        }
        Path rows = write(text.toString());
        ValidationRequest request = ValidationRequest.of(ForeignCase.file("boosting.onnx"), rows, "outcome")
                .with(new TargetOptions(null, null, "1"));
        Evaluation one = run(request);
        for (int threads = 2; threads <= 3; threads++) {
            Evaluation several = run(request.withThreads(threads));
            assertThat(several.metrics().get("log_loss"))
                    .isEqualTo(one.metrics().get("log_loss"));
            assertThat(several.metrics().get("roc_auc")).isEqualTo(one.metrics().get("roc_auc"));
            assertThat(several.confusionMatrix().counts())
                    .isDeepEqualTo(one.confusionMatrix().counts());
            assertThat(several.data()).isEqualTo(one.data());
        }
        assertThat(one.data().rows()).isEqualTo(60L * (lines.size() - 1));
    }

    private static Evaluation run(ValidationRequest request) throws IOException {
        return Validation.run(request, ProgressListener.SILENT, Clock.systemUTC());
    }

    private Evaluation run(Path model, String text, String label) throws IOException {
        return run(ValidationRequest.of(model, write(text), label));
    }

    private Path write(String text) throws IOException {
        return Files.write(folder.resolve("rows.csv"), text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertMistake(
            Path model, String text, String label, UnaryOperator<ValidationRequest> options, String message) {
        assertThat(mistake(model, text, label, options)).isEqualTo(message);
    }

    /** The message, with the model and the data named MODEL and FILE. */
    private String mistake(Path model, String text, String label, UnaryOperator<ValidationRequest> options) {
        try {
            Path rows = write(text);
            run(options.apply(ValidationRequest.of(model, rows, label)));
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage()
                    .replace(folder.resolve("rows.csv").toString(), "FILE")
                    .replace(model.toString(), "MODEL");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
