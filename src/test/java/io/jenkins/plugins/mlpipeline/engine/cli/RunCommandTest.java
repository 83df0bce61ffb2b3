package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way on real data: the German credit set. */
class RunCommandTest {
    @TempDir
    private Path folder;

    @Test
    void trainsValidatesGatesAndReports() throws IOException {
        Path spec = spec("min: 0.6");
        Path output = folder.resolve("out");

        Invocation run = Invocation.of("run", spec, "--output", output);

        assertThat(run.err()).doesNotContain("error");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Trained gradient_boosting on 800 rows").contains("PASS: The gate passed.");
        assertThat(output.resolve("model/model.onnx")).isNotEmptyFile();
        assertThat(output.resolve("junit.xml")).content().contains("tests=\"1\"", "failures=\"0\"");
        assertThat(output.resolve("report.md")).content().contains("PASS");
        assertThat(output.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
        JsonNode gate = Json.readTree(output.resolve("gate.json"));
        assertThat(gate.at("/model/digest").asText())
                .isEqualTo(Json.readTree(output.resolve("evaluation.json"))
                        .at("/model/digest")
                        .asText());
        assertThat(gate.at("/data/rows").asInt()).isEqualTo(200);
    }

    @Test
    void aThresholdAboveReachFailsAfterEverythingIsWritten() throws IOException {
        Path output = folder.resolve("out");

        Invocation run = Invocation.of("run", spec("min: 0.99"), "--output", output);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("below the required 0.99.").contains("FAIL: The gate failed: accuracy.");
        assertThat(output.resolve("report.html")).content().contains("FAIL");
    }

    @Test
    void validatesThePackageAgainWithTheSameMetrics() throws IOException {
        Path model = folder.resolve("model");
        Invocation train = Invocation.of(
                "train",
                "--data",
                Invocation.germanCredit(),
                "--label",
                "credit_risk",
                "--pos-label",
                "bad",
                "--algorithm",
                "gradient_boosting",
                "--hyperparameter",
                "max_iter=10",
                "--output",
                model,
                "--json");
        Invocation first = Invocation.of("validate", "--model", model, "--output", folder.resolve("1.json"), "--quiet");
        Invocation second = Invocation.of(
                "validate",
                "--model",
                model,
                "--data",
                model.resolve("holdout.csv"),
                "--metric",
                "fbeta(beta=2)",
                "--output",
                folder.resolve("2.json"),
                "--quiet");

        assertThat(train.code()).isZero();
        assertThat(Json.parse(train.out(), JsonNode.class, "stdout")
                        .at("/holdoutRows")
                        .asInt())
                .isEqualTo(200);
        assertThat(first).isEqualTo(new Invocation(0, "", ""));
        assertThat(second).isEqualTo(new Invocation(0, "", ""));
        JsonNode one = Json.readTree(folder.resolve("1.json")).at("/metrics");
        JsonNode two = Json.readTree(folder.resolve("2.json")).at("/metrics");
        assertThat(two.at("/log_loss")).isEqualTo(one.at("/log_loss"));
        assertThat(two.has("fbeta(beta=2)")).isTrue();
        assertThat(one.has("fbeta(beta=2)")).isFalse();
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithNearNames() {
        Invocation train = Invocation.of(
                "train",
                "--data",
                Invocation.germanCredit(),
                "--label",
                "credit_rsk",
                "--algorithm",
                "random_forest",
                "--output",
                folder.resolve("model"));

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err()).contains("credit_rsk").contains("Did you mean \"credit_risk\"?");
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void whatToValidateMustBeNamed() {
        Invocation validate = Invocation.of("validate", "--output", folder.resolve("e.json"));

        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err())
                .isEqualTo(
                        "error: what to validate is not given. Give --model, --predictions or --endpoint, or validate.model,"
                                + " validate.predictions or validate.endpoint in the spec." + System.lineSeparator());
    }

    private Path spec(String threshold) throws IOException {
        return Files.writeString(folder.resolve("spec.yaml"), """
                apiVersion: ml-pipeline/v1
                label: credit_risk
                labels: [good, bad]
                posLabel: bad
                columns: {existing_credits: category}
                train:
                  data: %s
                  algorithm: gradient_boosting
                  hyperparameters: {max_iter: 10}
                gates:
                  - {metric: accuracy, %s}
                """.formatted(
                        Invocation.germanCredit().toAbsolutePath(), threshold));
    }

    @Test
    void trainingWithoutAnAlgorithmComparesAndTheReportShowsIt() throws IOException {
        Path spec = folder.resolve("auto.yaml");
        Files.writeString(spec, """
                apiVersion: ml-pipeline/v1
                label: credit_risk
                posLabel: bad
                train: {data: %s, candidates: [logistic_regression, random_forest]}
                gates: [accuracy>=0.6]
                """.formatted(Invocation.germanCredit().toAbsolutePath()));
        Path output = folder.resolve("out");

        Invocation run = Invocation.of("run", spec, "--output", output);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("comparing 0 of 10, candidate 1 of 2 (random_forest), fold 1 of 5")
                .contains("candidate 2 of 2 (logistic_regression), fold 5 of 5");
        assertThat(run.out())
                .contains("Compared by roc_auc in 5 folds:")
                .containsPattern("  random_forest        0\\.7\\d+, deviation 0\\.0\\d+")
                .containsPattern("Trained (random_forest|logistic_regression) on 800 rows");
        assertThat(output.resolve("report.html"))
                .content()
                .contains("Candidates by roc_auc, 5-fold cross-validation", "logistic_regression", "chosen");
    }

    /** A misspelt label, a spec that is none, a spec that trains nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "label: credit_rsk\ntrain: {data: DATA, algorithm: random_forest}\ngates: [accuracy>=0.6]",
                "label: [",
                "label: credit_risk\ngates: [accuracy>=0.6]"
            })
    void aRunThatFailsLeavesNothingOfTheFormerOneInItsPlace(String text) throws IOException {
        Path output = Files.createDirectories(folder.resolve("out"));
        List<String> former = List.of("evaluation.json", "gate.json", "report.html", "report.md", "junit.xml");
        for (String name : former) {
            Files.writeString(output.resolve(name), "PASS");
        }
        Files.writeString(Files.createDirectories(output.resolve("model")).resolve("model.json"), "{}");
        Path spec = Files.writeString(
                folder.resolve("bad.yaml"),
                "apiVersion: ml-pipeline/v1\n"
                        + text.replace(
                                "DATA",
                                Invocation.germanCredit().toAbsolutePath().toString()));

        Invocation run = Invocation.of("run", spec, "--output", output);

        assertThat(run.code()).isEqualTo(2);
        try (Stream<Path> left = Files.walk(output)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(output.resolve("model/model.json.previous"));
        }
    }

    @Test
    void aTrainingThatFailsMarksTheFormerPackageAndTheNextForgetsIt() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("model.json"), "{}");

        Invocation wrong = train(model, "xgboost");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(model.resolve("model.json")).doesNotExist();
        assertThat(model.resolve("model.json.previous")).hasContent("{}");
        assertThat(train(model, "random_forest").code()).isZero();
        assertThat(model.resolve("model.json")).isNotEmptyFile();
        assertThat(model.resolve("model.json.previous")).doesNotExist();
    }

    /** The number of trees has another name in each learner. */
    @Test
    void aHyperparameterOfAnotherLearnerIsExplained() {
        Invocation train = Invocation.of(
                "train",
                "--data",
                Invocation.germanCredit(),
                "--label",
                "credit_risk",
                "--algorithm",
                "gradient_boosting",
                "--hyperparameter",
                "n_estimators=10",
                "--output",
                folder.resolve("model"));

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err())
                .isEqualTo(
                        String.format("error: hyperparameter \"n_estimators\" is unknown for gradient_boosting. Here it"
                                + " is called max_iter.%n"));
    }

    @Test
    void outcomesInThePlaceOfTheirBaselineAreReadBeforeTheyAreReplaced() {
        Path model = folder.resolve("model");
        assertThat(train(model, "random_forest").code()).isZero();
        Path outcomes = folder.resolve("outcomes.gz");
        Path evaluation = folder.resolve("evaluation.json");
        Invocation first =
                Invocation.of("validate", "--model", model, "--outcomes", outcomes, "--output", evaluation, "-q");
        assertThat(first.code()).as(first.err()).isZero();

        Invocation second = Invocation.of(
                "validate",
                "--model",
                model,
                "--baseline",
                outcomes,
                "--allow-same",
                "--outcomes",
                outcomes,
                "--output",
                evaluation,
                "-q");

        assertThat(second.code()).as(second.err()).isZero();
        assertThat(outcomes).isNotEmptyFile();
    }

    @Test
    void whatAValidationReadsIsNotOverwritten() throws IOException {
        Path rows = Files.copy(Invocation.germanCredit(), folder.resolve("rows.csv"));

        Invocation validate = Invocation.of(
                "validate",
                "--predictions",
                rows,
                "--label",
                "credit_risk",
                "--prediction-column",
                "x",
                "--output",
                rows);

        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err())
                .isEqualTo(String.format(
                        "error: %s: is read by this command and would be overwritten. Name another file for the"
                                + " output.%n",
                        rows));
        assertThat(rows).hasSameBinaryContentAs(Invocation.germanCredit());
    }

    private static Invocation train(Path model, String algorithm) {
        return Invocation.of(
                "train",
                "--data",
                Invocation.germanCredit(),
                "--label",
                "credit_risk",
                "--pos-label",
                "bad",
                "--algorithm",
                algorithm,
                "--output",
                model,
                "-q");
    }
}
