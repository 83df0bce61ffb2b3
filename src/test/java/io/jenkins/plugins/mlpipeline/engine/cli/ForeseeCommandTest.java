package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.SchemasTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeseeCommandTest {
    @TempDir
    private Path folder;

    private Path history;

    /** Thirty days on which the latency grows by two milliseconds, with another test set from the 21st on. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder csv = new StringBuilder("build,at,accuracy,accuracy.lower,accuracy.upper,latency_ms_p95,data\n");
        for (int i = 0; i < 30; i++) {
            double accuracy = (i < 20 ? 0.76 : 0.74) + 0.001 * (i * 7 % 5);
            csv.append('#')
                    .append(i + 1)
                    .append(',')
                    .append(LocalDate.of(2026, 11, 1).plusDays(i))
                    .append(',');
            csv.append(accuracy)
                    .append(',')
                    .append(accuracy - 0.02)
                    .append(',')
                    .append(accuracy + 0.02)
                    .append(',');
            csv.append(180 + 2 * i + i * 7 % 5)
                    .append(',')
                    .append(i < 20 ? "june.csv" : "july.csv")
                    .append('\n');
        }
        history = Files.writeString(folder.resolve("builds.csv"), csv);
    }

    private Invocation foresee(Object... args) {
        Object[] all = new Object[args.length + 3];
        all[0] = "foresee";
        all[1] = "--history";
        all[2] = history;
        System.arraycopy(args, 0, all, 3, args.length);
        return Invocation.of(all);
    }

    @Test
    void notesAreSaidAndWritten() throws IOException {
        Path output = folder.resolve("foresight.json");
        Invocation run = foresee("--metric", "accuracy", "--limit", "latency_ms_p95<=250", "--output", output);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Since #21 accuracy is another: 0.742 in place of 0.762 (medians). Together with it changed:"
                        + " data (june.csv -> july.csv, its only change).\n")
                .contains("At the trend of the last 30 values (+2 a day), latency_ms_p95 crosses 250 in ")
                .endsWith("Notes: " + output + "\n");
        assertThat(SchemasTest.problems("foresight", Json.readTree(output))).isEmpty();
        assertThat(Json.readTree(output).at("/metrics/0/changes/0/entry").asText())
                .isEqualTo("#21");
    }

    @Test
    void aNoteEndsWithOneWhenThatIsAskedFor() {
        assertThat(foresee("--limit", "latency_ms_p95<=250", "--exit-code-on-note")
                        .code())
                .isEqualTo(1);
        assertThat(foresee("--limit", "latency_ms_p95<=2500", "--exit-code-on-note")
                        .code())
                .isZero();
    }

    @Test
    void oneJsonObjectIsPrinted() {
        Invocation run = foresee("--metric", "accuracy", "--json");
        assertThat(run.out()).startsWith("{").contains("\"metric\" : \"accuracy\"");
        assertThat(run.err()).contains("Since #21 accuracy is another");
    }

    @Test
    void mistakesAreSaidWithTheWayOut() throws IOException {
        assertMistake(
                "error: There is nothing to look at. Name a column by --metric, or by --limit with what is demanded of it.\n");
        assertMistake(
                "error: " + history + ": there is no column \"acuracy\". Did you mean \"accuracy\"?\n",
                "--metric",
                "acuracy");
        assertMistake(
                "error: \"accuracy>0.7\" is not understood. Write accuracy>=0.75 or latency_ms_p95<=250.\n",
                "--limit",
                "accuracy>0.7");
        assertMistake("error: \"accuracy>=high\": \"high\" is no number.\n", "--limit", "accuracy>=high");
        assertMistake("error: \"accuracy>=NaN\": \"NaN\" is no finite number.\n", "--limit", "accuracy>=NaN");
        assertMistake(
                "error: \"accuracy\" has two limits. Give the one that counts.\n",
                "--limit",
                "accuracy>=0.7",
                "--limit",
                "accuracy<=0.9");
        assertMistake(
                "error: " + history
                        + ": is read by this command and would be overwritten. Name another file for the output.\n",
                "--metric",
                "accuracy",
                "--output",
                history);
        assertMistake(
                "error: Give --history with a file, or --prometheus with a --query for each number.\n",
                "--metric",
                "accuracy",
                "--prometheus",
                "http://127.0.0.1:1");
        assertMistake(
                "error: The query \"max(x)\" has no name. Write NAME=PROMQL, for example"
                        + " 'memory=max(process_resident_memory_bytes)'.\n",
                "--query",
                "max(x)");
        Files.writeString(history, "at,accuracy\nyesterday,0.7\n");
        assertThat(foresee("--metric", "accuracy").err())
                .isEqualTo("error: " + history
                        + ": line 2, column \"at\": \"yesterday\" is no time. Write 2026-11-30, 2026-11-30T10:00:00Z or"
                        + " 2026-11-30T10:00:00+01:00.\n");
    }

    private void assertMistake(String message, Object... args) {
        Invocation run = foresee(args);
        assertThat(run.err()).isEqualTo(message);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rowsWithoutAValueAreLeftOutAndRowsNeedNoNameAndNoOrder() throws IOException {
        Files.writeString(history, """
            at,accuracy
            2026-11-03T10:00:00+01:00,0.7
            2026-11-01,
            2026-11-02T00:00:00Z,0.8
            """);
        Invocation run = foresee("--metric", "accuracy", "--json", "--quiet");
        assertThat(run.out()).contains("\"entries\" : 2").contains("\"newest\" : \"line 2\"");
    }

    private static Invocation served(Object... args) {
        Object[] all = new Object[args.length + 3];
        all[0] = "foresee";
        all[1] = "--prometheus";
        all[2] = "http://127.0.0.1:1";
        System.arraycopy(args, 0, all, 3, args.length);
        return Invocation.of(all);
    }

    @Test
    void aServerIsAskedByNamesForNoLongerThanItMay() {
        assertThat(served("--query", "memory=max(x)", "--limit", "memry<=1").err())
                .isEqualTo("error: There is no query named \"memry\". Did you mean \"memory\"?\n");
        assertThat(served("--query", "memory=max(x)", "--since", "9000h").err())
                .isEqualTo("error: since is 32400000 s; a minute to 90 days (2160h) are expected.\n");
        assertThat(served("--query", "memory=max(x)").err())
                .isEqualTo("error: Prometheus at http://127.0.0.1:1 can't be reached: there is no connection.\n");
        assertThat(served("--metric", "memory").err())
                .isEqualTo("error: Give --history with a file, or --prometheus with a --query for each number.\n");
    }
}
