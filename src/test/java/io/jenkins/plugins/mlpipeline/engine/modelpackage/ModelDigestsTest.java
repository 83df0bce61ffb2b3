package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDigestsTest {
    /** Of the text {@code model}, by sha256sum. */
    private static final String MODEL = "sha256:9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4";

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void fileIsItsOwnWhole() throws IOException {
        ModelDigests digests = ModelDigests.read(write("net.onnx", "model"));

        assertThat(digests.byPath()).containsExactly(Map.entry("net.onnx", MODEL));
        assertThat(digests.whole()).isEqualTo(MODEL);
        assertThat(digests.files()).containsExactly(MODEL);
    }

    @Test
    void packageIsTheListingOfItsFiles() throws IOException {
        write(PackageFiles.ONNX, "model");
        String manifest = Digest.ofFile(
                write(
                        PackageFiles.MANIFEST,
                        "{\"files\": [{\"path\": \"model.onnx\", \"sha256\": \"sha256:what a manifest says is not believed\"}]}"));

        ModelDigests digests = ModelDigests.read(folder);

        assertThat(digests.byPath())
                .containsExactly(Map.entry(PackageFiles.MANIFEST, manifest), Map.entry(PackageFiles.ONNX, MODEL));
        String lines = Digest.hex(manifest) + "  model.json\n" + Digest.hex(MODEL) + "  model.onnx\n";
        assertThat(digests.whole()).isEqualTo(Digest.ofText(lines));
    }

    @Test
    void folderWithoutAManifestIsNoModel() {
        assertThatThrownBy(() -> ModelDigests.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + ": there is no such model; a file, or a folder with model.json, is expected.");
    }

    @Test
    void fileOutsideOfTheFolderIsNotRead() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        write("secret", "s");
        Path manifest =
                Files.writeString(inner.resolve(PackageFiles.MANIFEST), "{\"files\": [{\"path\": \"../secret\"}]}");

        assertThatThrownBy(() -> ModelDigests.read(inner))
                .isInstanceOf(UserError.class)
                .hasMessage(manifest + ": lists \"../secret\", but there is no such file beside it.");
    }

    @Test
    void modelHasAFile() {
        assertThatThrownBy(() -> ModelDigests.of(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a model has at least one file");
    }

    @Test
    void aFileIsReadOnceHoweverOftenItIsListed() throws IOException {
        write(PackageFiles.ONNX, "model");
        for (String again : List.of("model.onnx", "./model.onnx", "sub/../model.onnx")) {
            Path manifest = write(
                    PackageFiles.MANIFEST, "{\"files\": [{\"path\": \"model.onnx\"}, {\"path\": \"" + again + "\"}]}");
            assertThatThrownBy(() -> ModelDigests.read(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessage(manifest + ": lists the file \"" + again
                            + "\" twice, which no package does. Train or write the package again.");
        }
    }

    @Test
    void aPathThatNoFileCanHaveIsNamed() throws IOException {
        Path manifest = write(PackageFiles.MANIFEST, "{\"files\": [{\"path\": \"a\\u0000b\"}]}");
        assertThatThrownBy(() -> ModelDigests.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(manifest + ": lists \"a\ufffdb\", but there is no such file beside it.");
    }
}
