package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
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
        subcommands = {ReportVerifyCommand.class, ReportAdmissionCommand.class, ReportAttachCommand.class})
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
    private RecordFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write; standard output when left out.")
    private Path output;

    @Mixin
    private RecordOptions records;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (format == null) {
            format = output == null
                    ? null
                    : RecordFormat.ofName(output.toString()).orElse(null);
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
        RecordFormat asked = format;
        return outputs.leftBy(() -> render(asked, outputs));
    }

    private int render(RecordFormat asked, Outputs outputs) throws IOException {
        Evaluation judged = Json.read(evaluation, Evaluation.class);
        GateResult gate = gateResult == null ? null : Json.read(gateResult, GateResult.class);
        if (gate == null && asked.needsVerdict()) {
            throw new UserError((asked == RecordFormat.JUNIT
                            ? "a JUnit report has a case for each gate"
                            : "a record is about a verdict")
                    + ". Give --gate-result, which \"gate\" writes.");
        }
        if (records.isSigned() && !asked.isRecord()) {
            throw new UserError("--sign-key signs records; a report of format " + asked + " is not signed.");
        }
        String text = records.text(
                asked,
                judged,
                gate,
                training == null ? null : Json.readTree(training),
                new RecordOptions.Sources(evaluation, gateResult, training));
        if (output == null) {
            command.commandLine().getOut().print(text);
            command.commandLine().getOut().flush();
        } else {
            outputs.write(output, text);
            common.console().say("Report: " + output);
        }
        return 0;
    }
}
