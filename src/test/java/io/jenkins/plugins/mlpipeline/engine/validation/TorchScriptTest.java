package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TorchScript models, by torch.jit.save; see src/test/python/model_fixtures_torchscript.py. */
class TorchScriptTest {
    private static final Path FOLDER = ForeignCase.folder().resolveSibling("torchscript");
    private static final Path NET = FOLDER.resolve("net.pt");
    private static final Path WRITES = FOLDER.resolve("writes.pt");
    /** What writes.pt writes into. */
    private static final Path WRITTEN = Path.of("target/torchscript-wrote-this");

    private static final double FLOAT_ROUNDING = 1e-6;

    @TempDir
    private Path folder;

    @BeforeEach
    @AfterEach
    void nothingIsWritten() throws IOException {
        Files.deleteIfExists(WRITTEN);
    }

    @Test
    void aModelThatWritesAFileWhenItPredictsIsRefused() {
        assertThatThrownBy(() -> run(request(WRITES)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        WRITES + ": is TorchScript, which can run code when it predicts, and that is not allowed here."
                                + " Allow it (--allow-torchscript, or the administrator's setting in Jenkins), or export the model"
                                + " with torch.onnx.export.");
        assertThat(WRITTEN).doesNotExist();
    }

    @Test
    @Tag("slow")
    void theSameModelWritesItsFileWhereItIsAllowed() throws Exception {
        run(request(WRITES).withTorchScript());

        assertThat(WRITTEN).isRegularFile();
    }

    @Test
    @Tag("slow")
    void metricsEqualThoseOfPython() throws Exception {
        Evaluation evaluation = run(request(NET).withTorchScript());

        assertThat(evaluation.model().format()).isEqualTo("torchscript");
        assertThat(evaluation.environment()).containsEntry("pytorch", "2.7.1").doesNotContainKey("onnxruntime");
        JsonNode metrics = expected().path("metrics");
        assertThat(metrics).hasSize(5);
        metrics.properties()
                .forEach(metric -> assertThat(
                                evaluation.metrics().get(metric.getKey()).value())
                        .as(metric.getKey())
                        .isCloseTo(metric.getValue().asDouble(), within(FLOAT_ROUNDING)));
    }

    @Test
    @Tag("slow")
    void severalThreadsAnswerAsOne() throws Exception {
        ValidationRequest request = request(NET).withTorchScript();

        assertThat(run(request.withThreads(2)).metrics().get("log_loss"))
                .isEqualTo(run(request).metrics().get("log_loss"));
    }

    @Test
    @Tag("slow")
    void aModelThatFailsOnTheRowsSaysWhy() throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b,species\n1,3,0\n2,4,1\n");

        assertThatThrownBy(() -> run(ValidationRequest.of(NET, rows, "species")
                        .with(options())
                        .with(ScoreKind.LOGITS, null)
                        .withTorchScript()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        NET + ": the model fails on these rows: The size of tensor a (2) must match the size"
                                + " of tensor b (4)");
    }

    @Test
    void whatIsNoArchiveIsSaidSo() throws Exception {
        Path file = Files.writeString(folder.resolve("net.pt"), "weights");

        assertThatThrownBy(() -> run(request(file).withTorchScript()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + ": is not a TorchScript archive. Save the model with torch.jit.save, or export it with"
                                + " torch.onnx.export.");
    }

    @Test
    @Tag("slow")
    void anotherZipArchiveIsNotLoaded() throws Exception {
        Path file = Files.write(folder.resolve("net.pt"), new byte[] {'P', 'K', 3, 4, 0, 0});

        assertThatThrownBy(() -> run(request(file).withTorchScript()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": PyTorch 2.7.1 can't load the model: ");
    }

    private static JsonNode expected() throws IOException {
        return Json.readTree(FOLDER.resolve("net.json"));
    }

    private static TargetOptions options() throws IOException {
        List<String> labels = new ArrayList<>();
        expected().path("labels").forEach(label -> labels.add(label.asText()));
        return new TargetOptions(Task.MULTICLASS, labels, null);
    }

    private static ValidationRequest request(Path model) throws IOException {
        return ValidationRequest.of(
                        model,
                        ForeignCase.file("iris_int.csv"),
                        expected().path("label").asText())
                .with(options())
                .with(ScoreKind.LOGITS, null);
    }

    private static Evaluation run(ValidationRequest request) throws IOException {
        return Validation.run(request, ValidationListener.SILENT, Clock.systemUTC());
    }
}
