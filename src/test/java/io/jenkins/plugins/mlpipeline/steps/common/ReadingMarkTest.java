package io.jenkins.plugins.mlpipeline.steps.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingMarkTest {
    @TempDir
    private Path folder;

    @Test
    void itStandsWhileSomethingIsRead() throws Exception {
        Path mark = folder.resolve("reading/7");
        assertThat(ReadingMark.around(mark, "the manifests", () -> Files.readString(mark)))
                .isEqualTo("the manifests");
        assertThat(mark).doesNotExist();
        assertThat(ReadingMark.around(mark, "the manifests", () -> 1)).isEqualTo(1);
    }

    @Test
    void whatIsRefusedLeavesNone() {
        Path mark = folder.resolve("7");
        assertThatThrownBy(() -> ReadingMark.around(mark, "the manifests", () -> {
                    throw new UserError("a.yaml: not valid YAML.");
                }))
                .hasMessage("a.yaml: not valid YAML.");
        assertThat(mark).doesNotExist();
    }

    @Test
    void whatEndedTheControllerIsNotReadAgain() throws Exception {
        Path mark = Files.createFile(folder.resolve("7"));
        assertThatThrownBy(() -> ReadingMark.around(mark, "the manifests", () -> {
                    throw new AssertionError("read again");
                }))
                .isInstanceOf(AbortException.class)
                .hasMessage("The controller ended while it read the manifests, perhaps because of that, so it does not"
                        + " read it again. Look into the controller's log for the reason, then start a new build.");
        assertThat(mark).exists();
    }
}
