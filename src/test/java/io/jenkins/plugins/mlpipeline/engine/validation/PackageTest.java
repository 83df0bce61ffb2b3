package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package says itself what it predicts, from what, and on which rows it was held out. */
class PackageTest {
    private static final List<String> HOUSING = List.of("for free", "own", "rent");

    @TempDir
    private Path folder;

    private ModelPackage model;

    @BeforeEach
    void writePackage() throws IOException {
        List<Column> columns = List.of(
                new Column("housing", ColumnType.CATEGORY, HOUSING, null, null),
                new Column("age", ColumnType.NUMBER, null, 19.0, 60.0),
                Column.number("duration_months"));
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("bad", 200L);
        counts.put("good", 500L);
        ModelManifest manifest = new ModelManifest(
                ModelManifest.SCHEMA_VERSION,
                Task.BINARY,
                "credit_risk",
                List.of("bad", "good"),
                "bad",
                columns,
                List.of("unknown"),
                new ModelManifest.Outputs("label", "probabilities", null),
                new ModelManifest.TrainingPart("sha256:" + "0".repeat(64), 700, counts, null, null, null, null, null),
                "random_forest",
                Map.of(),
                42,
                Map.of(),
                null);
        model = ModelPackage.write(
                folder, manifest, out -> Files.copy(ForeignCase.file("pipeline_float_tensor.onnx"), out));
        Files.copy(ForeignCase.file("german.csv"), folder.resolve("holdout.csv"));
    }

    @Test
    void nothingMoreHasToBeSaid() throws Exception {
        Evaluation evaluation = run(ValidationRequest.of(folder, null, null));

        assertThat(evaluation.metrics().get("roc_auc").value())
                .isEqualTo(ForeignCase.of("pipeline_float_tensor")
                        .expected()
                        .at("/metrics/roc_auc")
                        .asDouble());
        assertThat(evaluation.model().digest()).isEqualTo(model.digest());
        assertThat(evaluation.model().format()).isEqualTo("package");
        assertThat(evaluation.posLabel()).isEqualTo("bad");
        assertThat(evaluation.data().name()).isEqualTo("holdout.csv");
        assertThat(evaluation.data().labelCounts()).containsOnlyKeys("bad", "good");
    }

    @Test
    void dummyTakesTheFrequenciesOfTheTrainingPart() throws Exception {
        Evaluation evaluation = run(ValidationRequest.of(folder, null, null));

        assertThat(evaluation.dummy().source()).isEqualTo("training");
    }

    @Test
    void surprisesInTheRowsAreCounted() throws Exception {
        List<String> lines = Files.readAllLines(ForeignCase.file("german.csv"));
        String header = lines.get(0);
        int housing = List.of(header.split(",")).indexOf("housing");
        int age = List.of(header.split(",")).indexOf("age");
        int duration = List.of(header.split(",")).indexOf("duration_months");
        Path rows = folder.resolve("rows.csv");
        Files.writeString(
                rows,
                String.join(
                        "\n",
                        header,
                        with(lines.get(1), housing, "castle", age, "18"),
                        with(lines.get(2), housing, "unknown", age, "60"),
                        with(lines.get(3), duration, "unknown", age, "unknown")));
        Evaluation evaluation = run(ValidationRequest.of(folder, rows, null));

        assertThat(evaluation.warnings()).isEmpty();
        assertThat(evaluation.dataChecks().findings())
                .contains(
                        "column \"duration_months\": 1 cell without a value (33.3 %).",
                        "column \"age\": 1 cell without a value (33.3 %).",
                        "column \"housing\": 1 cell without a value (33.3 %).",
                        "column \"housing\": 1 cell with a category that was not in the training part (\"castle\" on line"
                                + " 2).");
        assertThat(evaluation.dataChecks().metrics().get("train_test_overlap").undefined())
                .isEqualTo("the package does not say which rows it learnt from");
    }

    /** People replace what converters don't want in names; the cells are checked all the same. */
    @Test
    void aColumnMayBeWrittenWithOtherSigns() throws Exception {
        Path rows = folder.resolve("rows.csv");
        Files.writeString(
                rows, Files.readString(ForeignCase.file("german.csv")).replace("duration_months", "duration months"));

        Evaluation evaluation = run(ValidationRequest.of(folder, rows, null));

        assertThat(evaluation.metrics().get("roc_auc").value())
                .isEqualTo(run(ValidationRequest.of(folder, null, null))
                        .metrics()
                        .get("roc_auc")
                        .value());
    }

    @Test
    void aColumnOfThePackageThatTheFileDoesNotHaveIsNamed() throws Exception {
        Path manifest = folder.resolve(PackageFiles.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("\"age\"", "\"agee\""));

        assertThatThrownBy(() -> run(ValidationRequest.of(folder, null, null)))
                .isInstanceOf(UserError.class)
                .hasMessage(manifest + ": names the column \"agee\", which " + folder.resolve("holdout.csv")
                        + " doesn't have. Did you mean \"age\"?");
    }

    @Test
    void contradictionsAreErrors() {
        assertMistake(
                new TargetOptions(Task.REGRESSION, null, null),
                "FOLDER: the model was trained with task binary, but regression is asked for. Leave the option out, or name"
                        + " the model that belongs to it.");
        assertMistake(
                new TargetOptions(null, List.of("bad", "ok"), null),
                "FOLDER: the model was trained with labels bad, good, but bad, ok is asked for. Leave the option out, or name"
                        + " the model that belongs to it.");
        assertMistake(
                new TargetOptions(null, null, "good"),
                "FOLDER: the model was trained with posLabel bad, but good is asked for. Leave the option out, or name the"
                        + " model that belongs to it.");
    }

    @Test
    void sayingTheSameAgainIsFine() throws Exception {
        TargetOptions same = new TargetOptions(Task.BINARY, List.of("good", "bad"), "bad");
        Evaluation evaluation = run(ValidationRequest.of(folder, null, null).with(same));

        assertThat(evaluation.labels()).containsExactly("bad", "good");
    }

    @Test
    void withoutHoldoutTheDataMustBeNamed() throws Exception {
        Files.delete(folder.resolve("holdout.csv"));
        assertMistake(
                TargetOptions.NONE,
                "FOLDER/holdout.csv: there is no such file, so the package has no rows of its own. Name a CSV file with"
                        + " data.");
    }

    @Test
    void aChangedModelIsRefused() throws Exception {
        Files.write(folder.resolve("model.onnx"), new byte[] {0}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> run(ValidationRequest.of(folder, null, null)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        folder.resolve("model.onnx") + ": the file was changed after the package was written");
    }

    @Test
    void aPlainModelHasNeitherRowsNorLabelColumn() {
        Path plain = ForeignCase.file("pipeline_float_tensor.onnx");
        assertThatThrownBy(() -> run(ValidationRequest.of(plain, null, "y")))
                .isInstanceOf(UserError.class)
                .hasMessage(plain + ": a plain model has no rows of its own. Name a CSV file with data.");
        assertThatThrownBy(() -> run(ValidationRequest.of(plain, ForeignCase.file("german.csv"), null)))
                .isInstanceOf(UserError.class)
                .hasMessage(plain + ": does not say which column holds the truth. Name it with label.");
    }

    @Test
    void aFolderWithoutManifestIsNoPackage() throws Exception {
        Files.delete(folder.resolve("model.json"));
        assertMistake(
                TargetOptions.NONE,
                "FOLDER: is a folder without model.json. Name an .onnx file, or the folder that train wrote.");
    }

    private static String with(String line, int first, String one, int second, String other) {
        String[] cells = line.split(",", -1);
        cells[first] = one;
        cells[second] = other;
        return String.join(",", cells);
    }

    private void assertMistake(TargetOptions options, String message) {
        assertThatThrownBy(() -> run(ValidationRequest.of(folder, null, null).with(options)))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("FOLDER", folder.toString()));
    }

    private static Evaluation run(ValidationRequest request) throws IOException {
        return Validation.run(request, ValidationListener.SILENT, Clock.systemUTC());
    }
}
