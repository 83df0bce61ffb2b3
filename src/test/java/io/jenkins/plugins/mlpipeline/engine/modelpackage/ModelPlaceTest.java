package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPlaceTest {
    @TempDir
    private Path folder;

    private Path packaged(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.writeString(model.resolve("model.json"), "{}");
        return model;
    }

    @Test
    void theOnlyPackageOfAFolderIsMeant() throws IOException {
        Path model = packaged("model");
        Files.createDirectories(folder.resolve("no-package"));
        Files.writeString(folder.resolve("model-evaluation.json"), "{}");

        assertThat(ModelPlace.of(folder)).isEqualTo(model);
    }

    @Test
    void severalAreListed() throws IOException {
        packaged("champion");
        packaged("challenger");

        assertThatThrownBy(() -> ModelPlace.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + ": is no model but a folder with 2 of them. Name one: "
                        + folder.resolve("challenger") + ", " + folder.resolve("champion") + ".");
    }

    @Test
    void whatIsNamedItselfStays() throws IOException {
        Path model = packaged("model");
        packaged("model/inner");
        Path file = Files.writeString(folder.resolve("a.onnx"), "");

        assertThat(ModelPlace.of(model)).isEqualTo(model);
        assertThat(ModelPlace.of(file)).isEqualTo(file);
        assertThat(ModelPlace.of(folder.resolve("none"))).isEqualTo(folder.resolve("none"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(ModelPlace.of(empty)).isEqualTo(empty);
    }
}
