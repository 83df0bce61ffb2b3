package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.LabelNames;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were trained on numbers, and rows that have names. */
class NamedLabelsTest {
    private static final Path ROWS = ForeignCase.file("cancer_str.csv");
    private static final List<String> NAMED = List.of("0=malignant", "1=benign");

    @TempDir
    private Path folder;

    @Test
    void metricsEqualThoseOfTheNumbers() throws IOException {
        for (String name : List.of("logistic_int_tensor", "forest_int_tensor", "lightgbm_zipmap")) {
            ForeignCase numbers = ForeignCase.of(name);
            boolean iris = name.startsWith("forest");
            Evaluation evaluation = Trial.run(ValidationRequest.of(
                            ForeignCase.file(name + ".onnx"),
                            iris ? ForeignCase.file("iris_str.csv") : ROWS,
                            iris ? "species" : "outcome")
                    .with(new TargetOptions(
                            null,
                            iris ? List.of("0=setosa", "1=versicolor", "2=virginica") : NAMED,
                            iris ? null : "benign")));
            numbers.expected()
                    .path("metrics")
                    .properties()
                    .forEach(metric -> assertThat(
                                    evaluation.metrics().get(metric.getKey()).value())
                            .as(name + " " + metric.getKey())
                            .isCloseTo(metric.getValue().asDouble(), within(1e-9)));
            assertThat(evaluation.labels()).contains(iris ? "setosa" : "benign");
        }
    }

    @Test
    void namesMayExchangeTheModelsOwn() throws IOException {
        ForeignCase numbers = ForeignCase.of("logistic_int_tensor");
        Evaluation evaluation = Trial.run(ValidationRequest.of(
                        ForeignCase.file("logistic_int_tensor.onnx"), ForeignCase.file("cancer_int.csv"), "outcome")
                .with(new TargetOptions(null, List.of("0=1", "1=0"), "1")));
        assertThat(evaluation.metrics().get("accuracy").value())
                .isCloseTo(
                        1 - numbers.expected().path("metrics").path("accuracy").asDouble(), within(1e-12));
    }

    @Test
    void truthValuesOfPandas() throws IOException {
        Path file = Files.writeString(folder.resolve("p.csv"), "y,p,s\nTrue,1,0.9\nFalse,0,0.2\nFalse,1,0.7\n");
        Evaluation evaluation = PredictionsFile.evaluate(
                new PredictionsRequest(
                        null,
                        file,
                        CsvFormat.DEFAULT,
                        "y",
                        "p",
                        Map.of("True", "s"),
                        new TargetOptions(null, List.of("0=False", "1=True"), "True"),
                        null,
                        null,
                        Set.of(),
                        null,
                        null,
                        null,
                        AnalysisRequest.NONE),
                ValidationListener.SILENT,
                Clock.systemUTC());
        assertThat(evaluation.metrics().get("accuracy").value()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(evaluation.metrics().get("recall").value()).isEqualTo(1);
    }

    /** Of a model that was trained on 1 and 0, as a frame of pandas writes True and False. */
    @Test
    void truthValuesAreNamedAsTheRowsHaveThem() throws IOException {
        ForeignCase numbers = ForeignCase.of("logistic_int_tensor");
        for (List<String> truths :
                List.of(List.of("False", "True"), List.of("false", "true"), List.of("FALSE", "TRUE"))) {
            Path rows = Files.writeString(
                    folder.resolve("rows.csv"),
                    Files.readString(ForeignCase.file("cancer_int.csv"))
                            .replaceAll(",0(\r?\n)", "," + truths.get(0) + "$1")
                            .replaceAll(",1(\r?\n)", "," + truths.get(1) + "$1"));
            ValidationRequest request =
                    ValidationRequest.of(ForeignCase.file("logistic_int_tensor.onnx"), rows, "outcome");
            List<String> labels = List.of("0=" + truths.get(0), "1=" + truths.get(1));
            Evaluation evaluation = Trial.run(request.with(new TargetOptions(null, labels, truths.get(1))));
            for (String metric : List.of("accuracy", "roc_auc", "log_loss")) {
                assertThat(evaluation.metrics().get(metric).value())
                        .as(metric)
                        .isCloseTo(
                                numbers.expected().path("metrics").path(metric).asDouble(), within(1e-9));
            }
            assertThatThrownBy(() -> Trial.run(request.with(new TargetOptions(null, null, "1"))))
                    .hasMessageEndingWith(
                            "If the model calls the labels by numbers, say which is which with labels, for example "
                                    + String.join(",", labels) + ".");
        }
    }

    @Test
    void labelsThatAreComparisonsAreNoNames() {
        assertThat(LabelNames.of(List.of("<=50K", ">=50K")).labels()).containsExactly("<=50K", ">=50K");
        assertThat(LabelNames.of(List.of("!=0", "==0")).byModel()).isEmpty();
        assertThat(LabelNames.of(List.of("0=<=50K", "1=>50K")).byModel()).isEqualTo(Map.of("0", "<=50K", "1", ">50K"));
    }

    @Test
    void mistakesNameTheWayOut() throws IOException {
        assertThat(mistake(List.of("malignant", "benign"), "benign"))
                .isEqualTo(
                        "MODEL: answers the labels 0, 1, but malignant, benign are declared. The model was trained on numbers"
                                + " in place of labels: say which is which with labels 0=malignant,1=benign, or write the label column in"
                                + " the same numbers.");
        assertThat(mistake(null, "1"))
                .endsWith(
                        ", column \"outcome\": the label \"malignant\" is not one of 0, 1. Correct the cell, name another label"
                                + " column, or declare the label with labels. If the model calls the labels by numbers, say which is"
                                + " which with labels, for example 0=no,1=yes.");
        assertThat(mistake(List.of("0=malignant", "2=benign"), "benign"))
                .isEqualTo(
                        "MODEL: answers the labels 0, 1, and the labels say what 0, 2 are called. Name each of the model's"
                                + " labels once.");
        assertThat(mistake(List.of("0=malignant", "0=benign"), "benign"))
                .isEqualTo("the labels 0=malignant, 0=benign name the model's label \"0\" twice. Name each once.");
    }

    private static String mistake(List<String> labels, String posLabel) throws IOException {
        Path model = ForeignCase.file("logistic_int_tensor.onnx");
        try {
            Trial.run(ValidationRequest.of(model, ROWS, "outcome").with(new TargetOptions(null, labels, posLabel)));
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage().replace(model.toString(), "MODEL").replace(ROWS.toString(), "FILE");
        }
    }
}
