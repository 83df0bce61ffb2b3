package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands at the border of models that exporters write today: 16 bits, an output for each label, several columns an input. */
class BorderModelsTest {
    private static final List<String> GERMAN = List.of("duration_months", "credit_amount", "age", "purpose", "savings");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"columns_str, 1e-6", "columns_int, 1e-6", "float16, 1e-4", "bfloat16, 1e-3"})
    void metricsEqualThoseOfTheModelsOwnTool(String name, double tolerance) throws IOException {
        FieldCase model = FieldCase.of(name);
        Evaluation evaluation = model.run(request -> request);
        assertThat(evaluation.metrics().get("accuracy").value()).isCloseTo(model.expected("accuracy"), within(1e-12));
        assertThat(evaluation.metrics().get("log_loss").value())
                .isCloseTo(model.expected("log_loss"), within(tolerance));
        if (model.json().path("expected").has("roc_auc")) {
            assertThat(evaluation.metrics().get("roc_auc").value()).isCloseTo(model.expected("roc_auc"), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"float16", "bfloat16"})
    void sumsOfSixteenBitNumbersAreTakenAndSaid(String name) throws IOException {
        FieldCase model = FieldCase.of(name);
        assertThat(model.expected("largest_sum")).isGreaterThan(1e-5);
        assertThat(model.run(request -> request).warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .matches(
                                "the probabilities of [0-9]+ rows sum to 1 only within what 16-bit numbers explain \\(line [0-9]+:"
                                        + " [0-9.]+\\); they are divided by their sum\\."));
    }

    @Test
    void aNumberThatSixteenBitsDoNotHoldIsAnError() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), Trial.IRIS_HEADER + "70000,3.0,1.4,0.2,setosa\n");
        assertThat(mistake("float16", rows))
                .isEqualTo(
                        "FILE: line 2, column \"sepal_length\": \"70000\" is beyond the 16-bit numbers that the model takes."
                                + " Correct it, or scale the column.");
        assertThat(mistake("bfloat16", rows)).isEqualTo("no mistake was found");
    }

    @Test
    void inputsOfSeveralColumnsTakeThemInTheOrderOfFeatures() throws IOException {
        FieldCase model = FieldCase.of("several_columns");
        Evaluation evaluation =
                model.run(request -> request.with(new ColumnSelection("credit_risk", null, GERMAN, null, null, null)));
        assertThat(evaluation.metrics().get("accuracy").value()).isCloseTo(model.expected("accuracy"), within(1e-12));
        assertThat(evaluation.metrics().get("log_loss").value()).isCloseTo(model.expected("log_loss"), within(1e-6));
        assertThat(evaluation.metrics().get("roc_auc").value()).isCloseTo(model.expected("roc_auc"), within(1e-9));
    }

    @Test
    void tooManyColumnsForInputsOfSeveralAreNamed() throws IOException {
        assertThat(FieldCase.of("several_columns").mistake(request -> request))
                .isEqualTo(
                        "MODEL: takes 3 columns in \"numbers\", 2 columns in \"texts\"; beside the columns that it takes by"
                                + " name, FILE has 9 columns (checking_account, duration_months, credit_history, purpose, credit_amount,"
                                + " savings, age, housing, existing_credits). Name the columns with features in the order of training,"
                                + " those of the first input first, or leave the others out with ignore.");
    }

    @Test
    void theNewestVersionsRun() throws IOException {
        FieldCase newest = FieldCase.of("newest");
        assertThat(newest.expected("opset")).isEqualTo(23);
        assertThat(newest.run(request -> request).metrics()).containsKey("accuracy");
    }

    @ParameterizedTest
    @CsvSource({
        "too_new_ir, 'Unsupported model IR version: 14, max supported IR version: 11'",
        "too_new_opset, Opset 28 is"
    })
    void newerOnesNameTheVersionsToExport(String name, String reason) throws IOException {
        assertThat(FieldCase.of(name).mistake(request -> request))
                .contains(reason)
                .doesNotContain("void ")
                .endsWith(
                        "The model is newer than this ONNX Runtime: export it with target_opset=23 (skl2onnx, onnxmltools;"
                                + " torch.onnx.export calls it opset_version, ai.onnx.ml goes up to 5), and set model.ir_version = 11"
                                + " before onnx.save.");
    }

    private static String mistake(String name, Path rows) throws IOException {
        try {
            FieldCase model = FieldCase.of(name);
            Trial.run(ValidationRequest.of(model.model(), rows, "species")
                    .with(model.request().target()));
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage().replace(rows.toString(), "FILE");
        }
    }
}
