package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.FormerPackage;
import io.jenkins.plugins.mlpipeline.engine.job.SpecInputs;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    private static final String EVALUATION = "evaluation.json";
    private static final String GATE = "gate.json";

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
    private RegistryOptions registry;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        return limits.within(() -> run(common.console()));
    }

    private int run(Console console) throws IOException {
        Path model = output.resolve("model");
        Spec spec;
        try {
            spec = SpecOption.read(file);
        } catch (UserError e) {
            Outputs.begin(outputs(), List.of(file));
            FormerPackage.mark(model, List.of());
            throw e;
        }
        List<Path> files = Stream.concat(
                        outputs().stream(), ValidationJob.outputs(spec, output.resolve(EVALUATION)).stream())
                .distinct()
                .toList();
        Outputs outputs = Outputs.begin(files, inputs(spec));
        FormerPackage.mark(model, SpecInputs.of(spec));
        GateResult result = outputs.leftBy(() -> run(spec, model, outputs, console));
        console.result(result);
        return result.consequence().exitCode();
    }

    private GateResult run(Spec asked, Path model, Outputs outputs, Console console) throws IOException {
        Spec spec = asked;
        Path trainingRecord = null;
        if (spec.get(TrainKeys.DATA) != null) {
            TrainCommand.train(spec, model, console);
            trainingRecord = model.resolve(PackageFiles.RECORD);
            if (spec.get(ValidateKeys.MODEL) == null && spec.get(ValidateKeys.PREDICTIONS) == null) {
                spec = spec.overriddenBy(new GivenSettings()
                        .put(ValidateKeys.MODEL, model.toString())
                        .spec("options"));
            }
        }
        Path document = output.resolve(EVALUATION);
        Evaluation evaluation = ValidateCommand.validate(
                spec, List.of(), torchScript.isAllowed(), registry, document, outputs, console);
        GateResult result = GateCommand.judge(
                evaluation,
                Origin.FILE,
                GateCommand.reference(document),
                spec.gates(),
                spec,
                output.resolve(GATE),
                outputs,
                console);
        Reports.write(output, evaluation, result, trainingRecord, outputs);
        console.say("Report: " + Reports.page(output));
        return result;
    }

    private List<Path> outputs() {
        return Stream.concat(Stream.of(EVALUATION, GATE).map(output::resolve), Reports.files(output).stream())
                .toList();
    }

    private List<Path> inputs(Spec spec) {
        return Stream.concat(
                        SpecInputs.of(spec).stream(),
                        Stream.of(
                                file,
                                spec.get(SpecKeys.LEDGER_FILE) == null
                                        ? file
                                        : Path.of(spec.get(SpecKeys.LEDGER_FILE))))
                .toList();
    }
}
