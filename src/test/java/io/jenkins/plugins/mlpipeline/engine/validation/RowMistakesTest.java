package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong about rows and columns, and the one sentence that they are told. */
class RowMistakesTest {
    private static final Path INTEGERS = ForeignCase.file("pipeline_int64_tensor.onnx");

    @TempDir
    private Path folder;

    @Test
    void labelColumnIsNotThere() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS,
                "Species",
                r -> r,
                "FILE: there is no column \"Species\". Did you mean \"species\"?");
    }

    @Test
    void labelIsNotOneOfTheModels() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS.replace("versicolor", "Versicolour"),
                "species",
                r -> r,
                "FILE: line 3, column \"species\": the label \"Versicolour\" is not one of setosa, versicolor, virginica. "
                        + "Did you mean \"versicolor\"?");
    }

    @Test
    void labelIsSomethingElseEntirely() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS.replace("versicolor", "17"),
                "species",
                r -> r,
                "FILE: line 3, column \"species\": the label \"17\" is not one of setosa, versicolor, virginica. "
                        + "Correct the cell, name another label column, or declare the label with labels.");
    }

    @Test
    void labelIsMissing() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS.replace("versicolor", ""),
                "species",
                r -> r,
                "FILE: line 3, column \"species\": the label is missing. Every row that is evaluated needs one: fill it, or"
                        + " take the row out.");
    }

    @Test
    void numberToPredictIsMissing() {
        assertMistake(
                Trial.REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n1,2,3,4,5,6,7,8,9,10,\n",
                "y",
                r -> r,
                "FILE: line 2, column \"y\": the number to predict is missing. Every row that is evaluated needs one: fill"
                        + " it, or take the row out.");
    }

    @Test
    void numbersAreTexts() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS.replace("6.4", "tall"),
                "species",
                r -> r,
                "FILE: line 3, column \"sepal_length\": \"tall\" is not a number. Correct the cell, add it to the"
                        + " missing-value tokens, have such cells count as missing (csv.badNumbers: missing), or declare the"
                        + " column as a category.");
    }

    @Test
    void aNumberIsBeyondTheModels32Bits() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS.replace("6.4", "6.4e40"),
                "species",
                r -> r,
                "FILE: line 3, column \"sepal_length\": \"6.4e40\" is beyond the 32-bit numbers that the model takes."
                        + " Correct it, or scale the column.");
    }

    @Test
    void thereAreNoRows() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS_HEADER,
                "species",
                r -> r,
                "FILE: there are no rows below the header, so nothing can be said about the model.");
        assertMistake(
                Trial.REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n",
                "y",
                r -> r,
                "FILE: there are no rows below the header, so nothing can be said about the model.");
    }

    @Test
    void thereIsOneColumnTooMany() {
        assertMistake(
                Trial.FOREST,
                "id," + Trial.IRIS_HEADER + "1,4.9,3.0,1.4,0.2,setosa\n",
                "species",
                r -> r,
                "MODEL: takes 4 columns in one tensor, FILE has 5 columns to feed (id, sepal_length, sepal_width,"
                        + " petal_length, petal_width). Name those that the model was trained on with features, in the order"
                        + " of training, or leave the others out with ignore.");
    }

    @Test
    void aNamedColumnIsMissing() throws Exception {
        String text = Files.readString(ForeignCase.file("german.csv")).replaceFirst("credit_amount", "creditamount");
        assertMistake(
                Trial.PIPELINE,
                text,
                "credit_risk",
                r -> r,
                "MODEL: needs the column \"credit_amount\", which FILE doesn't have. Did you mean \"creditamount\"?");
    }

    @Test
    void theLabelIsAmongTheModelsInputs() throws Exception {
        String text = Files.readString(ForeignCase.file("german.csv"));
        assertMistake(
                Trial.PIPELINE,
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
    void dataIsAnotherFileThanAgreed() throws Exception {
        Path rows = new Trial(folder).write(Trial.IRIS);
        ValidationRequest request = ValidationRequest.of(Trial.FOREST, rows, "species");
        String agreed = "sha256:" + "0".repeat(64);
        assertThatThrownBy(() -> Trial.run(request.withExpectedSha256(agreed)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(rows + ": is sha256:")
                .hasMessageEndingWith(
                        ", but " + agreed + " is asked for. Take the agreed file, or change the sha256 in the spec.");
    }

    @Test
    void errorsOfTheReadingThreadArriveWithTheirLine() {
        StringBuilder text = new StringBuilder(Trial.IRIS_HEADER);
        for (int i = 0; i < 20_000; i++) {
            text.append("4.9,3.0,1.4,0.2,setosa\n");
        }
        text.append("4.9,3.0,1.4,0.2,daisy\n");
        assertMistake(
                Trial.FOREST,
                text.toString(),
                "species",
                r -> r.withThreads(2),
                "FILE: line 20002, column \"species\": the label \"daisy\" is not one of setosa, versicolor, virginica. "
                        + "Correct the cell, name another label column, or declare the label with labels.");
    }

    private void assertMistake(
            Path model, String text, String label, UnaryOperator<ValidationRequest> options, String message) {
        assertThat(new Trial(folder).mistake(model, text, label, options)).isEqualTo(message);
    }
}
