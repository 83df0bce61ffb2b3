package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two scripts at the root, as far as they run nothing. */
class ScriptsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"try --help", "try -h", "verify --help", "verify -h"})
    void helpIsPrintedAndNothingIsRun(String command) throws Exception {
        Ended ended = run("./" + command);

        assertThat(ended.code).isZero();
        assertThat(ended.err).isEmpty();
        assertThat(ended.out).contains("--help   prints this and runs nothing").doesNotContain("==", "Building");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            try --hlp          | try: "--hlp" is unknown; it takes no arguments but --help.
            try fast           | try: "fast" is unknown; it takes no arguments but --help.
            verify --al        | verify: "--al" is unknown; it takes --all, --field or --help.
            verify --all twice | verify: "twice" is unknown; it takes --all, --field or --help.
            """)
    void anotherWordIsAnErrorAndNothingIsRun(String command, String message) throws Exception {
        Ended ended = run("./" + command);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.out).isEmpty();
        assertThat(ended.err).isEqualTo(message + "\n");
    }

    /** The command ends when it has seen that something is said of it. */
    @Test
    void whatIsSilentIsSaidToBeStillAtWork() throws Exception {
        Path err = folder.resolve("err");

        Ended ended = run(". src/test/shell/say.sh; SILENCE=0.1; silently 'the build' sh -c"
                + " 'until grep -q \"still at it\" \"$0\"; do sleep 0.05; done; exit 7' '" + err + "'");

        assertThat(ended.code).isEqualTo(7);
        assertThat(ended.out).isEmpty();
        assertThat(ended.err.lines()).allMatch(line -> line.matches("   the build: still at it after \\d+ s"));
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(String command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int code = new ProcessBuilder(List.of("bash", "-c", command))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }
}
