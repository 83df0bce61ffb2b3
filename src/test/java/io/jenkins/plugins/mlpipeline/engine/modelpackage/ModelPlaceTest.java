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

    private Path pointer(String md5, String path) throws IOException {
        return Files.writeString(
                folder.resolve("model.onnx.dvc"),
                "outs:\n- md5: " + md5 + "\n  size: 5\n  hash: md5\n  path: " + path + "\n");
    }

    @Test
    void aPointerOfDvcIsTheFileThatWasCommitted() throws IOException {
        // printf hello | md5sum
        Path pointer = pointer("5d41402abc4b2a76b9719d911017c592", "model.onnx");
        Path model = folder.resolve("model.onnx");

        assertThatThrownBy(() -> ModelPlace.of(pointer))
                .isInstanceOf(UserError.class)
                .hasMessage(model
                        + ": is not here, only its pointer model.onnx.dvc. Fetch it with dvc pull model.onnx.dvc.");
        Files.writeString(model, "hello");
        assertThat(ModelPlace.of(pointer)).isEqualTo(model);
        Files.writeString(model, "hallo");
        assertThatThrownBy(() -> ModelPlace.of(pointer))
                .isInstanceOf(UserError.class)
                .hasMessage(model + ": has the MD5 598d4c200461b81522a3328565c25f7c, but model.onnx.dvc says"
                        + " 5d41402abc4b2a76b9719d911017c592. Fetch the file that was committed with dvc checkout, or commit"
                        + " this one with dvc add.");
    }

    @Test
    void aPointerLeadsNowhereElse() throws IOException {
        Path outside = pointer("5d41402abc4b2a76b9719d911017c592", "../model.onnx");
        assertThatThrownBy(() -> ModelPlace.of(outside))
                .isInstanceOf(UserError.class)
                .hasMessage(outside + ": points to no single file beside it by an MD5. Name the model's file itself.");
        Path folders = pointer("5d41402abc4b2a76b9719d911017c592.dir", "model");
        assertThatThrownBy(() -> ModelPlace.of(folders))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folders
                                + ": points to no single file beside it by an MD5, but to a folder. Name the model's file itself.");
        Files.writeString(outside, "outs: []\n");
        assertThatThrownBy(() -> ModelPlace.of(outside))
                .isInstanceOf(UserError.class)
                .hasMessage(outside + ": is no pointer of DVC to one file. Name the model's file itself.");
    }

    @Test
    void aFolderOfHuggingFaceHasItsModelInOneOfTwoPlaces() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        assertThat(ModelPlace.of(folder)).isEqualTo(folder);
        Path model = Files.createDirectory(folder.resolve("onnx")).resolve("model.onnx");
        Files.writeString(model, "m");
        assertThat(ModelPlace.of(folder)).isEqualTo(model);
        Files.writeString(folder.resolve("model.onnx"), "m");
        assertThat(ModelPlace.of(folder)).isEqualTo(folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.json"), "{}");
        assertThat(ModelPlace.of(folder)).isEqualTo(folder);
    }
}
