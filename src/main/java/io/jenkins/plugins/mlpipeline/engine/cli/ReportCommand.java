package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline report}. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Renders an evaluation, and the verdict on it, for people or for another tool.",
            "",
            "html: one self-contained page without scripts; markdown: for a pull request; junit: a case for each gate.",
            "audit, cyclonedx, in-toto: records for an auditor, signed with --sign-key; \"verify\" checks them."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline report --evaluation evaluation.json --gate-result gate.json --output report.html",
            "  ml-pipeline report --evaluation evaluation.json --gate-result gate.json --format in-toto --sign-key key.pem"
        },
        subcommands = ReportVerifyCommand.class)
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--evaluation", paramLabel = "FILE", description = "What \"validate\" wrote.")
    private Path evaluation;

    @Option(names = "--gate-result", paramLabel = "FILE", description = "What \"gate\" wrote (gate.json).")
    private Path gateResult;

    @Option(names = "--training", paramLabel = "FILE", description = "What \"train\" wrote (training.json).")
    private Path training;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "${COMPLETION-CANDIDATES}. Left out, the end of --output says it: .html, .md or .xml.")
    private Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write; standard output when left out.")
    private Path output;

    @Mixin
    private RecordOptions records;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    /** What can be rendered. */
    enum Format {
        html,
        markdown,
        junit,
        audit,
        cyclonedx,
        in_toto;

        /** The format that the end of a file's name stands for, or null: ".json" could be any of three records. */
        private static Format ofName(Path file) {
            String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".html") || name.endsWith(".htm")) {
                return html;
            }
            if (name.endsWith(".md")) {
                return markdown;
            }
            return name.endsWith(".xml") ? junit : null;
        }

        private boolean isRecord() {
            return this == audit || this == cyclonedx || this == in_toto;
        }

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Override
    public Integer call() throws IOException {
        if (format == null) {
            format = Format.ofName(output);
        }
        // Not "required": the subcommand has no use for them.
        if (evaluation == null || format == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "Missing required option: '" + (evaluation == null ? "--evaluation=FILE" : "--format=F") + "'");
        }
        Outputs outputs = Outputs.begin(
                Stream.ofNullable(output).toList(),
                Stream.concat(Stream.of(evaluation, gateResult, training), records.files())
                        .filter(Objects::nonNull)
                        .toList());
        Format asked = format;
        return outputs.leftBy(() -> render(asked, outputs));
    }

    private int render(Format asked, Outputs outputs) throws IOException {
        Evaluation judged = Json.read(evaluation, Evaluation.class);
        GateResult gate = gateResult == null ? null : Json.read(gateResult, GateResult.class);
        if (gate == null && (asked == Format.junit || asked.isRecord())) {
            throw new UserError(
                    (asked == Format.junit ? "a JUnit report has a case for each gate" : "a record is about a verdict")
                            + ". Give --gate-result, which \"gate\" writes.");
        }
        if (records.isSigned() && !asked.isRecord()) {
            throw new UserError("--sign-key signs records; a report of format " + asked + " is not signed.");
        }
        ReportInput input = ReportInput.of(judged, gate, training == null ? null : Json.readTree(training));
        String text =
                switch (asked) {
                    case html -> HtmlReport.page(input);
                    case markdown -> MarkdownReport.of(input);
                    case junit -> JunitReport.of(judged, gate);
                    case audit -> records.audit(judged, gate, sources());
                    case cyclonedx -> records.cyclonedx(judged, gate, sources());
                    case in_toto -> records.inToto(judged, gate, sources());
                };
        if (output == null) {
            command.commandLine().getOut().print(text);
            command.commandLine().getOut().flush();
        } else {
            outputs.write(output, text);
            common.console().say("Report: " + output);
        }
        return 0;
    }

    private RecordOptions.Sources sources() {
        return new RecordOptions.Sources(evaluation, gateResult, training);
    }
}
