package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPackageTest {
    @TempDir
    Path folder;

    private ModelPackage written;

    @BeforeEach
    void write() throws IOException {
        ModelManifest manifest = new ModelManifest(
                1,
                Task.BINARY,
                "y",
                List.of("no", "yes"),
                "yes",
                List.of(Column.number("x"), Column.category("c", List.of("a", "b"))),
                List.of("NA"),
                new ModelManifest.Outputs("label", "probabilities", null),
                new ModelManifest.TrainingPart(
                        "sha256:" + "0".repeat(64), 3, Map.of("no", 1L), "stratified", 0.2, null, null, null),
                "mlp",
                Map.of("alpha", 0.1),
                42,
                Map.of("djl", "1"),
                List.of());
        written = ModelPackage.write(folder, manifest, out -> out.write("onnx".getBytes(StandardCharsets.UTF_8)));
    }

    private void replace(String from, String to) throws IOException {
        Path file = folder.resolve("model.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        ModelPackage read = ModelPackage.read(folder);

        assertThat(read).isEqualTo(written);
        assertThat(read.sizeBytes()).isEqualTo(4);
        assertThat(ModelPackage.isPackage(folder)).isTrue();
    }

    @Test
    void digestIsThatOfTheSha256sumListing() throws IOException {
        // Independent of Digest: `cd package && sha256sum model.json model.onnx | sha256sum`.
        String listing = sha256sum("model.json") + "  model.json\n" + sha256sum("model.onnx") + "  model.onnx\n";
        assertThat(written.digest()).isEqualTo("sha256:" + sha256(listing.getBytes(StandardCharsets.UTF_8)));
    }

    private String sha256sum(String file) throws IOException {
        return sha256(Files.readAllBytes(folder.resolve(file)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void changedFileIsRefused() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "other");

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("model.onnx")
                        + ": the file was changed after the package was written: it is sha256:")
                .hasMessageEndingWith(". Take the original package, or train again.");
    }

    @Test
    void missingFileIsRefused() throws IOException {
        Files.delete(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folder.resolve("model.onnx")
                                + ": the file is listed in model.json but is not there. Copy the whole package, or train again.");
    }

    @Test
    void pathOutsideThePackageIsRefused() throws IOException {
        replace(
                "\"files\" : [ {",
                "\"files\" : [ {\"path\" : \"../secret\", \"sha256\" : \"sha256:" + "0".repeat(64)
                        + "\", \"bytes\" : 1}, {");

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("model.json") + ": \"../secret\" is no path of a file within a package.");
    }

    @Test
    void otherSchemaVersionIsRefused() throws IOException {
        replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2");

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("model.json") + ": schema version 2 is not understood; this is version 1."
                        + " Train the model again with this release.");
    }

    @Test
    void missingFieldIsNamed() throws IOException {
        replace("\"algorithm\" : \"mlp\",", "");

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("model.json")
                        + ": the field algorithm is missing; this is not a complete model package.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "4"})
    void labelCountsMustBeCounts(String count) throws IOException {
        replace("\"no\" : 1", "\"no\" : " + count);

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folder.resolve("model.json") + ": training.labelCounts are no counts of 3 rows; this is not a"
                                + " model package as train writes it.");
    }

    @Test
    void positiveLabelMustBeALabel() throws IOException {
        replace("\"posLabel\" : \"yes\"", "\"posLabel\" : \"maybe\"");

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("model.json") + ": posLabel \"maybe\" is not one of the labels.");
    }

    @Test
    void aColumnHasOneProfile() throws IOException {
        String profile = "{\"name\" : \"x\", \"type\" : \"number\", \"count\" : 3, \"missing\" : 0, \"distinct\" : 3}";
        replace(
                "\"training\" : {",
                "\"training\" : {\"profile\" : {\"rows\" : 3, \"columns\" : [" + profile + ", " + profile + "]},");

        assertThatThrownBy(() -> ModelPackage.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("model.json")
                        + ": profile lists something twice; this is not a model package as train writes it.");
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ModelPackage.read(folder.resolve("gone")))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("gone") + ": there is no such folder; a model package is expected.");
    }
}
