package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline report}. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Renders an evaluation, and the verdict on it, for people or for another tool.",
            "",
            "html: one self-contained page without scripts; markdown: for a pull request; junit: a case for each gate."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline report --evaluation evaluation.json --gate-result gate.json --format html --output report.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--evaluation", paramLabel = "FILE", required = true, description = "What \"validate\" wrote.")
    private Path evaluation;

    @Option(names = "--gate-result", paramLabel = "FILE", description = "What \"gate\" wrote (gate.json).")
    private Path gateResult;

    @Option(names = "--training", paramLabel = "FILE", description = "What \"train\" wrote (training.json).")
    private Path training;

    @Option(names = "--format", paramLabel = "F", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write; standard output when left out.")
    private Path output;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    /** What can be rendered. */
    enum Format {
        html,
        markdown,
        junit
    }

    @Override
    public Integer call() throws IOException {
        Evaluation judged = Json.read(evaluation, Evaluation.class);
        GateResult gate = gateResult == null ? null : Json.read(gateResult, GateResult.class);
        if (gate == null && format == Format.junit) {
            throw new UserError("a JUnit report has a case for each gate. Give --gate-result, which \"gate\" writes.");
        }
        ReportInput input = ReportInput.of(judged, gate, training == null ? null : Json.readTree(training));
        String text =
                switch (format) {
                    case html -> HtmlReport.page(input);
                    case markdown -> MarkdownReport.of(input);
                    case junit -> JunitReport.of(judged, gate);
                };
        if (output == null) {
            command.commandLine().getOut().print(text);
            command.commandLine().getOut().flush();
        } else {
            Reports.text(output, text);
            common.console().say("Report: " + output);
        }
        return 0;
    }
}
