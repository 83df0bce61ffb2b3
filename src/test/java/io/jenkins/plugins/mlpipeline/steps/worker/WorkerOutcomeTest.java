package io.jenkins.plugins.mlpipeline.steps.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerOutcomeTest {
    @Test
    void aGoodResultHasValues() {
        WorkerOutcome outcome = WorkerOutcome.of(
                0, "{\"schemaVersion\": 1, \"status\": \"ok\", \"values\": {\"model\": \"m\"}}", null, "2g", "java");

        assertThat(outcome.message()).isNull();
        assertThat(outcome.values()).containsEntry("model", "m");
    }

    @Test
    void theWorkersOwnSentenceIsShown() {
        assertThat(message(
                        2, "{\"schemaVersion\": 1, \"status\": \"error\", \"message\": \"data.csv: no such file.\"}"))
                .isEqualTo("data.csv: no such file.");
    }

    @Test
    void aResultThatIsNoneIsNotBelieved() {
        assertThat(message(0, "{\"schemaVersion\": 1, \"status\": \"ok\""))
                .startsWith("The worker's answer is not usable: result.json: not a valid document at line 1, column");
        assertThat(message(0, "{\"schemaVersion\": 1, \"status\": \"splendid\"}"))
                .startsWith("The worker's answer is not usable: ");
    }

    @Test
    void aGoodResultOfAProcessThatFailedIsNotBelieved() {
        assertThat(message(1, "{\"schemaVersion\": 1, \"status\": \"ok\", \"values\": {}}"))
                .isEqualTo(
                        "The worker ended with exit code 1 and without a result; the lines above say why. It needs Java 17"
                                + " or newer.");
    }

    @Test
    void aLibraryInDoubtIsNamed() {
        assertThat(WorkerOutcome.of(4, null, "The worker's library x is wrong.", "2g", "java")
                        .message())
                .isEqualTo("The worker's library x is wrong.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | The worker ended with an error (exit code 2) and could not write what it was; the lines above say why. Give its folder beside the workspace room and the right to write.",
                "3 | The worker needed more than its heap of 2g. Give the step more, for example heap: '4g', or less data.",
                "127 | \"java\" was not found where the worker was to be started. Install Java 17 or newer there, or name the executable with java.",
                "126 | \"java\" cannot be executed where the worker was to be started. Name a Java 17 or newer with java.",
                "134 | A native library of the worker aborted (exit code 134); the lines above say why. Too little memory is the usual cause.",
                "137 | The worker was killed (exit code 137): most likely the machine or the container ran out of memory. Give it more than the heap of 2g and half a gigabyte for native libraries, or lower heap.",
                "143 | The worker was told to end from outside (exit code 143).",
                "-1 | The worker's process is gone: the agent's machine was most likely restarted, or the process ended from outside.",
            })
    void anEndWithoutAResultHasASentence(int exitCode, String sentence) {
        assertThat(message(exitCode, null)).isEqualTo(sentence);
    }

    private static String message(int exitCode, String result) {
        return WorkerOutcome.of(exitCode, result, null, "2g", "java").message();
    }
}
