package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stranger's program is run within limits, and sees little. */
class ProgramTest {
    @TempDir
    private Path folder;

    private Program program(String script, Map<String, String> environment, Duration limit) throws IOException {
        Path file = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", folder + ":/usr/bin:/bin");
        return Program.find("tool", new Surroundings(folder, all, limit)).orElseThrow();
    }

    private Program program(String script) throws IOException {
        return program(script, Map.of(), Duration.ofMinutes(1));
    }

    @Test
    void itGetsItsArgumentsAsTheyAreAndLittleOfTheEnvironment() throws IOException {
        Program program = program(
                "printf '%s|' \"$@\"; env | sort | cut -d= -f1 | grep -v '^_$\\|^PWD$\\|^SHLVL$\\|^OLDPWD$' | tr '\\n' ' '",
                Map.of("HOME", "/home/a", "AWS_SECRET_ACCESS_KEY", "x", "KUBECONFIG", "k", "HELM_KUBETOKEN", "t"),
                Duration.ofMinutes(1));
        assertThat(program.run(List.of("a b", "$(touch x)", ";id"))).isEqualTo("a b|$(touch x)|;id|HOME PATH ");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo 'Error: token=hunter2 no such chart' >&2; exit 3|ended with exit code 3: Error: token=*** no such chart",
                "exit 1|ended with exit code 1: it said nothing.",
                "head -c 3000001 /dev/zero; sleep 300|wrote more than 3 MB, the most that is taken for manifests.",
            })
    void whatFailsIsSaid(String script, String why) throws IOException {
        Program program = program(script);
        assertThatThrownBy(() -> program.run(List.of("build")))
                .isInstanceOf(UserError.class)
                .hasMessage("tool build " + why);
    }

    @Test
    void whatGoesOnForTooLongIsEndedWithItsChildren() throws IOException {
        Program program = program("sleep 300 & echo $! >pid; wait", Map.of(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> program.run(List.of("build"))).hasMessage("tool build did not end within 1 s.");
        long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child)).isEmpty();
    }

    @Test
    void whatIsNotOnThePathIsNotThere() {
        assertThat(Program.find("no-such-tool", new Surroundings(folder, Map.of("PATH", "/usr/bin"))))
                .isEmpty();
        assertThat(Program.find("sh", new Surroundings(folder, Map.of()))).isEmpty();
    }

    @Test
    void whatItLeavesBehindDoesNotHoldItsOutputOpen() throws IOException {
        Program program = program("sleep 300 & echo $! >pid; echo written; sleep 0.5", Map.of(), Duration.ofSeconds(1));
        try {
            assertThatThrownBy(() -> program.run(List.of("build")))
                    .isInstanceOf(UserError.class)
                    .hasMessage("tool build ended, and what it started still writes after 1 s.");
        } finally {
            long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
