package io.jenkins.plugins.mlpipeline.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerPackageTest {
    @TempDir
    private Path folder;

    private Path manifest;

    @BeforeEach
    void lay() throws IOException {
        manifest = Files.writeString(folder.resolve("model.json"), "{}");
        Files.writeString(folder.resolve("model.onnx"), "trees");
    }

    @Test
    void itIsNoPackageAnyMoreAndNotLost() {
        FormerPackage.mark(folder, List.of());

        assertThat(manifest).doesNotExist();
        assertThat(folder.resolve("model.json.previous")).hasContent("{}");
        assertThat(folder.resolve("model.onnx")).hasContent("trees");
    }

    @Test
    void theNewOneForgetsIt() throws IOException {
        FormerPackage.mark(folder, List.of());
        FormerPackage.forget(folder);

        assertThat(folder.resolve("model.json.previous")).doesNotExist();
    }

    @Test
    void whatIsReadStaysUntilItIsReplaced() {
        FormerPackage.mark(folder, List.of(folder));
        FormerPackage.mark(folder, List.of(folder.resolve("model.onnx")));

        assertThat(manifest).exists();
    }

    @Test
    void whereThereIsNoneNothingIsMade() throws IOException {
        Path none = folder.resolve("none");

        FormerPackage.mark(none, List.of());
        FormerPackage.forget(none);

        assertThat(none).doesNotExist();
    }

    @Test
    void whatCanNotBeMarkedIsASentence() throws IOException {
        Files.createDirectories(folder.resolve("model.json.previous/full"));

        assertThatThrownBy(() -> FormerPackage.mark(folder, List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder + ": the package of a former run can't be marked as that (")
                .hasMessageContaining("so that nothing was begun.");
        assertThat(manifest).exists();
    }
}
