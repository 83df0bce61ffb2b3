package io.jenkins.plugins.mlpipeline.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for DVC on the PATH: when it is called, in which folder, and what becomes of its failures. */
class DvcPullTest {
    @TempDir
    private Path folder;

    private Path pointer;

    @BeforeEach
    void point() throws IOException {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        pointer = Files.writeString(
                repository.resolve("model.onnx.dvc"),
                "outs:\n- md5: 5d41402abc4b2a76b9719d911017c592\n  size: 5\n  hash: md5\n  path: model.onnx\n");
    }

    private Map<String, String> path(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path dvc = Files.writeString(bin.resolve("dvc"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(dvc, PosixFilePermissions.fromString("rwx------"));
        return Map.of("PATH", "/nowhere:" + bin);
    }

    @Test
    void whatIsMissingIsFetchedWhereThePointerIs() throws IOException {
        DvcPull.missing(pointer, path("echo Collecting; printf hello >model.onnx; echo \"$@\" >called"));

        assertThat(pointer.resolveSibling("model.onnx")).hasContent("hello");
        assertThat(pointer.resolveSibling("called")).hasContent("pull model.onnx.dvc");
    }

    @Test
    void whatIsThereOrIsNoPointerIsLeftAlone() throws IOException {
        Map<String, String> path = path("touch '" + folder.resolve("called") + "'");
        DvcPull.missing(folder, path);
        DvcPull.missing(folder.resolve("none.dvc"), path);
        Files.writeString(pointer.resolveSibling("model.onnx"), "other bytes");
        DvcPull.missing(pointer, path);

        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void aPointerThatLeadsElsewhereIsNotFollowed() throws IOException {
        Map<String, String> path = path("touch '" + folder.resolve("called") + "'");
        Files.writeString(pointer, Files.readString(pointer).replace("path: model", "path: ../model"));

        assertThatThrownBy(() -> DvcPull.missing(pointer, path))
                .isInstanceOf(UserError.class)
                .hasMessage(pointer + ": points to no single file beside it by an MD5. Name the model's file itself.");
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void withoutDvcTheMessageIsLeftToWhoOpensTheModel() throws IOException {
        DvcPull.missing(pointer, Map.of());

        assertThat(pointer.resolveSibling("model.onnx")).doesNotExist();
    }

    @Test
    void aFailureIsWhatDvcCallsAnError() throws IOException {
        Map<String, String> fails =
                path("echo first; echo 'ERROR: no remote specified.' >&2; echo 'See <docs>'; echo; exit 251");

        assertThatThrownBy(() -> DvcPull.missing(pointer, fails))
                .isInstanceOf(UserError.class)
                .hasMessage(pointer
                        + ": dvc pull ended with exit code 251: no remote specified. See <docs>. Configure its remote and"
                        + " credentials on this machine, or fetch the file before.");
        Map<String, String> plain = path("echo first; echo second; exit 2");
        assertThatThrownBy(() -> DvcPull.missing(pointer, plain))
                .hasMessageContaining("exit code 2: second. Configure");
        Map<String, String> silent = path("exit 1");
        assertThatThrownBy(() -> DvcPull.missing(pointer, silent))
                .hasMessage(pointer
                        + ": dvc pull ended with exit code 1. Configure its remote and credentials on this machine, or"
                        + " fetch the file before.");
    }
}
