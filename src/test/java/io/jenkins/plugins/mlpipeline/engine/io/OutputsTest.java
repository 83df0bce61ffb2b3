package io.jenkins.plugins.mlpipeline.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputsTest {
    @TempDir
    private Path folder;

    private Path gate;
    private Path report;

    @BeforeEach
    void name() {
        gate = folder.resolve("gate.json");
        report = folder.resolve("report.html");
    }

    @Test
    void whatAFormerRunLeftGoesFirst() throws IOException {
        Files.writeString(gate, "PASS");
        Path other = Files.writeString(folder.resolve("other.json"), "mine");

        Outputs.begin(List.of(gate, report), List.of(folder.resolve("evaluation.json")));

        assertThat(gate).doesNotExist();
        assertThat(other).hasContent("mine");
    }

    @Test
    void ofALinkTheLinkGoesAndNotWhatItLeadsTo() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "mine");
        Files.createSymbolicLink(gate, kept);

        Outputs.begin(List.of(gate), List.of());

        assertThat(gate).doesNotExist();
        assertThat(kept).hasContent("mine");
    }

    @Test
    void whatIsReadIsNotOverwrittenAndNothingIsRemoved() throws IOException {
        Files.writeString(gate, "PASS");
        Files.writeString(report, "page");
        Path sameByAnotherName = folder.resolve("x").resolve("..").resolve("report.html");

        assertThatThrownBy(() -> Outputs.begin(List.of(gate, report), List.of(sameByAnotherName.normalize())))
                .isInstanceOf(UserError.class)
                .hasMessage(report
                        + ": is read by this command and would be overwritten. Name another file for the output.");
        assertThat(gate).hasContent("PASS");
        assertThat(report).hasContent("page");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> Outputs.begin(List.of(folder), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + ": is a folder; name a file for the output.");
        assertThat(folder).isDirectory();
    }

    @Test
    void aDeviceIsNoFile() {
        assertThatThrownBy(() -> Outputs.begin(List.of(Path.of("/dev/null")), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "/dev/null: is a device or a pipe, which a file would take the place of. Name a file for the"
                                + " output.");
        assertThat(Path.of("/dev/null")).exists();
    }

    @Test
    void nothingIsMadeBelowAFile() throws IOException {
        Files.writeString(gate, "PASS");
        Path below = gate.resolve("a").resolve("report.html");

        assertThatThrownBy(() -> Outputs.begin(List.of(below), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(below + ": can't be made, because " + gate + " is no folder. Name another place.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No space left on device                | Free space there, or name another place.
            Disk quota exceeded                    | Delete what is not needed, have the quota raised, or name another place.
            Read-only file system                  | Mount it writable, or name another place.
            Stale file handle                      | Look whether the drive is still there, or name another place.
            Input/output error                     | Look whether the drive is still there, or name another place.
            Transport endpoint is not connected    | Look whether the drive is still there, or name another place.
            File too large                         | Have the limit on the size of a file raised (ulimit -f), or name another place.
            something that nobody knows            | Look what is wrong with it, or name another place.
            """)
    void whatCanNotBeWrittenIsSaidWithReasonAndWayOutAndWhatElseIsMissing(String reason, String wayOut) {
        Outputs outputs = Outputs.begin(List.of(gate, report), List.of());

        assertThatThrownBy(() -> outputs.write(gate, bytes("FAIL"), (file, bytes) -> {
                    throw new IOException(reason);
                }))
                .isInstanceOf(UserError.class)
                .hasMessage(gate + " cannot be written: " + reason + ". " + wayOut + " Not written: " + gate + ", "
                        + report + ".");
    }

    @Test
    void whatIsWrittenIsNotMissing() {
        Outputs outputs = Outputs.begin(List.of(gate, report), List.of());
        outputs.write(gate, "FAIL");

        assertThatThrownBy(() -> outputs.write(report, bytes("page"), (file, bytes) -> {
                    throw new FileSystemException("x.part", null, "Disk quota exceeded");
                }))
                .hasMessage(
                        report + " cannot be written: Disk quota exceeded. Delete what is not needed, have the quota"
                                + " raised, or name another place. Not written: " + report + ".");
        assertThat(gate).hasContent("FAIL");
    }

    @Test
    void whatTheWorkCanNotReadOrWriteIsASentenceToo() {
        Outputs outputs = Outputs.begin(List.of(gate), List.of());

        assertThatThrownBy(() -> outputs.leftBy(() -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "reading or writing failed: No space left on device. Free space there, or name another place."
                                + " Not written: " + gate + ".");
        assertThatThrownBy(() -> outputs.leftBy(() -> {
                    throw new UncheckedIOException(new FileSystemException("/a/rows.csv", null, "Input/output error"));
                }))
                .isInstanceOf(UserError.class)
                .hasMessage("/a/rows.csv cannot be read or written: Input/output error. Look whether the drive is still"
                        + " there, or name another place. Not written: " + gate + ".");
        assertThatThrownBy(() -> outputs.leftBy(() -> {
                    throw new AccessDeniedException("/a/rows.csv");
                }))
                .hasMessage("/a/rows.csv cannot be read or written: this user may not. Change its permissions, or name"
                        + " another place. Not written: " + gate + ".");
        assertThatThrownBy(() -> outputs.leftBy(() -> {
                    throw new NoSuchFileException("/a/rows.csv");
                }))
                .hasMessage("/a/rows.csv cannot be read or written: there is no such file or folder. Look what is wrong"
                        + " with it, or name another place. Not written: " + gate + ".");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
