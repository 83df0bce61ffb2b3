package io.jenkins.plugins.mlpipeline.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates on what a trained model's rows look like. */
class DataCheckGatesTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/check");

    @TempDir
    private static Path folder;

    private static Path model;
    private static Evaluation holdout;
    private static Evaluation shifted;

    @BeforeAll
    static void train() throws IOException {
        model = folder.resolve("model");
        Training.run(
                TrainingRequest.of(
                        FOLDER.resolve("train.csv"),
                        "label",
                        Algorithm.RANDOM_FOREST,
                        Map.of("n_estimators", 5),
                        model),
                Clock.systemUTC(),
                TrainingListener.SILENT);
        holdout = validate(null);
        shifted = validate(FOLDER.resolve("test.csv"));
    }

    private static Evaluation validate(Path data) throws IOException {
        return Validation.run(ValidationRequest.of(model, data, null), rows -> {}, Clock.systemUTC());
    }

    private static GateOutcome judge(Evaluation evaluation, String gate) {
        GateResult result = GateEvaluator.evaluate(
                evaluation,
                GateReader.parse(List.of(gate)),
                new GateResult.Reference("evaluation.json", Digest.ofText("e")),
                null,
                Instant.EPOCH);
        return result.gates().get(0);
    }

    @Test
    void rowsKeptBackAreNotThoseLearntFrom() {
        assertThat(judge(holdout, "train_test_overlap<=0").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(holdout, "drifted_columns<=0").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(holdout, "duplicate_rows<=0").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aGateOnAColumnSaysTheColumnAndWhatChanceExplains() {
        GateOutcome outcome = judge(shifted, "psi(column=age)<=0.2");
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.reason())
                .matches(
                        "psi\\(column=age\\) is 0\\.\\d+ \\(n = 431, more than the 0\\.\\d+ that chance explains\\), above"
                                + " the allowed 0\\.2\\.");
        assertThat(judge(shifted, "psi(column=flag)<=0.2").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(shifted, "psi_max<=0.2").reason()).contains("of column \"void\"");
        assertThat(judge(shifted, "label_leakage(column=told)<=0.8").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(shifted, "missing_fraction(column=age)<=0.15").verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(shifted, "train_test_overlap<=0").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aColumnThatIsNotThereIsAnError() {
        GateOutcome outcome = judge(shifted, "psi(column=aeg)<=0.2");
        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.reason())
                .startsWith("psi(column=aeg) is not in the evaluation: metric psi is a check of the rows");
    }

    @Test
    void aPlainModelLeavesDriftUndecided() throws IOException {
        Path plain = Files.copy(model.resolve(PackageFiles.ONNX), folder.resolve("plain.onnx"));
        Evaluation evaluation = Validation.run(
                ValidationRequest.of(plain, FOLDER.resolve("test.csv"), "label"), rows -> {}, Clock.systemUTC());
        GateOutcome outcome = judge(evaluation, "psi(column=age)<=0.2");
        assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.reason())
                .isEqualTo(
                        "psi(column=age) has no value on these rows (the model does not say what its training rows looked"
                                + " like, and no reference was given), so it can't be told whether the allowed 0.2 is met.");
    }

    @Test
    void theSetOfTrainingRowsBelongsToItsModel() throws IOException {
        Path rows = model.resolve("training-rows.bin");
        byte[] good = Files.readAllBytes(rows);
        byte[] other = good.clone();
        other[good.length - 1] ^= 1;
        try {
            Files.write(rows, other);
            assertThatThrownBy(() -> validate(null))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            rows + ": belongs to another model than the one beside it. Take the file that train wrote"
                                    + " with this model, or take it away.");
            Files.delete(rows);
            assertThat(judge(validate(null), "train_test_overlap<=0").reason())
                    .isEqualTo(
                            "train_test_overlap has no value on these rows (training-rows.bin, which says which rows the"
                                    + " model learnt from, is not beside it), so it can't be told whether the allowed 0 is met.");
        } finally {
            Files.write(rows, good);
        }
    }

    @Test
    void aSpecNamesTheColumnBesideTheMetric() {
        assertThat(GateReader.of(Map.of("metric", "psi", "column", "net (EUR)", "max", 0.2), "gates[0]")
                        .metric())
                .isEqualTo("psi(column=net (EUR))");
        assertThat(GateReader.parse("psi(column=net (EUR))<=0.2").metric()).isEqualTo("psi(column=net (EUR))");
        assertThatThrownBy(() -> GateReader.parse("psi<=0.2"))
                .hasMessage(
                        "gate \"psi<=0.2\": metric psi is about a column: name it, for example psi(column=age), or take"
                                + " psi_max.");
        assertThatThrownBy(() -> GateReader.parse("psi_max(column=age)<=0.2"))
                .hasMessage("gate \"psi_max(column=age)<=0.2\": metric \"psi_max(column=age)\": psi_max is not about a"
                        + " column; leave it out.");
    }

    @Test
    void memoryIsMeasuredOnTheNamedMachine() {
        JsonNode memory = Json.tree(holdout.metrics().get("peak_memory_bytes"));
        assertThat(memory.get("value").asLong()).isBetween(50L << 20, 50L << 30);
        assertThat(memory.get("note").asText()).matches("on \\d+ processors?, .+, \\d+ GiB");
        assertThat(holdout.environment()).containsKey("memory");
    }
}
