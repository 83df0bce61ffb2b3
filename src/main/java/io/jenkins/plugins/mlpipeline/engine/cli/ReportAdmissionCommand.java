package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.AdmissionVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline report admission}. */
@Command(
        name = "admission",
        sortOptions = false,
        description = {
            "Writes the object by which an admission policy lets in what passed: a PASS, for a job and a cluster. It is no"
                    + " signature: a cluster believes who applies it.",
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline report admission --gate-result gate.json --job bank/train --cluster bank-prod --output verdict.json"
        })
final class ReportAdmissionCommand implements Callable<Integer> {
    @Option(
            names = "--gate-result",
            paramLabel = "FILE",
            required = true,
            description = "What \"gate\" wrote (gate.json).")
    private Path gateResult;

    @Option(names = "--job", paramLabel = "NAME", required = true, description = "Full name of the job that judged.")
    private String job;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            required = true,
            description = "The cluster that it was judged for, as the namespace's annotation names it.")
    private String cluster;

    @Option(
            names = "--image",
            paramLabel = "REF",
            description =
                    "An image by digest that its pods may run, and no other; may be given several times. Left out: the"
                            + " image that was judged, or any.")
    private List<String> images = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write; standard output when left out.")
    private Path output;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Outputs outputs = Outputs.begin(Stream.ofNullable(output).toList(), List.of(gateResult));
        return outputs.leftBy(() -> write(outputs));
    }

    private int write(Outputs outputs) throws IOException {
        String text = Json.write(
                AdmissionVerdict.of(GateVerdict.read(gateResult), gateResult.toString(), job, cluster, images));
        if (output == null) {
            command.commandLine().getOut().print(text);
            command.commandLine().getOut().flush();
        } else {
            outputs.write(output, text);
            common.console().say("Verdict for admission: " + output);
        }
        return 0;
    }
}
