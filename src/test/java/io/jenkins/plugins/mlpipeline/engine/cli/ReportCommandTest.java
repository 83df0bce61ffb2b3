package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
    @TempDir
    private Path folder;

    private Path evaluation;
    private Path gate;

    @BeforeEach
    void judge() throws IOException {
        evaluation = folder.resolve("evaluation.json");
        gate = folder.resolve("gate.json");
        try (InputStream in = ReportCommandTest.class.getResourceAsStream("../report/german-credit.evaluation.json")) {
            Files.copy(in, evaluation);
        }
        Invocation.of("gate", "--evaluation", evaluation, "--gate", "accuracy>=0.5", "--output", gate);
    }

    @ParameterizedTest
    @CsvSource({"page.html,<!DOCTYPE html>", "PAGE.HTM,<!DOCTYPE html>", "comment.md,### ", "cases.xml,<?xml"})
    void theEndOfTheFileSaysTheFormat(String name, String start) throws IOException {
        Path output = folder.resolve(name);
        assertThat(report("--output", output).err()).isEmpty();
        assertThat(output).content().startsWithIgnoringCase(start);
    }

    @Test
    void aFormatThatIsGivenWins() {
        Path output = folder.resolve("page.html");
        report("--format", "markdown", "--output", output);
        assertThat(output).content().startsWith("### ");
    }

    @ParameterizedTest
    @CsvSource({"record.json", "report"})
    void anEndThatSaysNothingAsksForTheFormat(String name) {
        Path output = folder.resolve(name);
        Invocation report = report("--output", output);
        assertThat(report.code()).isEqualTo(2);
        assertThat(report.err()).startsWith("error: Missing required option: '--format=F'");
        assertThat(output).doesNotExist();
    }

    private Invocation report(Object... more) {
        List<Object> args = new ArrayList<>(List.of("report", "--evaluation", evaluation, "--gate-result", gate));
        args.addAll(Arrays.asList(more));
        return Invocation.of(args.toArray());
    }
}
