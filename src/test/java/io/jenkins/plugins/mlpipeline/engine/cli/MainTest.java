package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void withoutACommandItExplainsItselfAndIsBadUsage() {
        Invocation nothing = Invocation.of();

        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).contains("train", "validate", "gate", "report", "run", "Exit codes: 0 PASS, 1 FAIL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "validate", "gate", "report", "run"})
    void everyCommandHasHelpWithAnExample(String command) {
        Invocation help = Invocation.of(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Example")
                .contains("ml-pipeline " + command)
                .contains("--json", "--quiet");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void aMisspeltOptionIsBadUsageWithASuggestion() {
        Invocation wrong = Invocation.of("train", "--dta", "x.csv", "--output", "m");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("error: Unknown option")
                .contains("Did you mean \"--data\"")
                .contains("\"ml-pipeline train --help\" explains the command.");
    }

    @Test
    void aMisspeltCommandIsBadUsageWithASuggestion() {
        Invocation wrong = Invocation.of("gates");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'gates'").contains("Did you mean \"gate\"?");
    }
}
