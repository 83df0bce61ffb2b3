package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Spec;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ml-pipeline run}. */
@Command(
        name = "run",
        sortOptions = false,
        description = {
            "Trains, validates and gates as a spec says, and writes all documents and the report to one folder.",
            "",
            "A spec without train.data validates the model or the predictions that validate names. The exit code is the"
                    + " verdict's."
        },
        footer = {"", "Example:", "  ml-pipeline run ml-pipeline.yaml --output target/run"})
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPEC", description = "The spec (YAML). Paths in it are relative to its folder.")
    private Path file;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "ml-pipeline-run",
            description = "The folder to write; ml-pipeline-run when left out.")
    private Path output;

    @Mixin
    private TorchScriptOption torchScript;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        Console console = common.console();
        Spec spec = SpecOption.read(file);
        Path trainingRecord = null;
        if (spec.train().data() != null) {
            Path model = output.resolve("model");
            TrainCommand.train(spec, model, console);
            trainingRecord = model.resolve(PackageFiles.RECORD);
            if (spec.validate().model() == null && spec.validate().predictions() == null) {
                spec = spec.overriddenBy(new OptionMap()
                        .put("validate", "model", model.toString())
                        .spec());
            }
        }
        Path document = output.resolve("evaluation.json");
        Evaluation evaluation = ValidateCommand.validate(spec, List.of(), torchScript.isAllowed(), document, console);
        GateResult result =
                GateCommand.judge(evaluation, document, spec.gates(), spec, output.resolve("gate.json"), console);
        Reports.write(output, evaluation, result, trainingRecord);
        console.say("Report: " + output.resolve(Reports.HTML));
        console.result(result);
        return result.consequence().exitCode();
    }
}
