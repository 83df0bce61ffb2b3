package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.check.ReferenceFile;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.ProfileJob;
import io.jenkins.plugins.mlpipeline.engine.job.SpecInputs;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ml-pipeline profile}. */
@Command(
        name = "profile",
        sortOptions = false,
        description = {
            "Says what rows look like, so that later ones can be compared with them: drift, and rows that are in both.",
            "",
            "A package that \"train\" wrote says this itself. For a model of another tool, profile the rows that it learnt"
                    + " from and give the file to \"validate --reference\". It holds counts, ranges, the most frequent"
                    + " categories and hashes of rows, and no row."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline profile --data train.csv --label churned --output reference.json",
            "  ml-pipeline validate --model forest.onnx --data test.csv --label churned --reference reference.json"
                    + " --output evaluation.json"
        })
final class ProfileCommand implements Callable<Integer> {
    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Where to write the profile (reference.json).",
            order = 4)
    private Path output;

    @Mixin
    private SpecOption spec;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private CommonOptions common;

    @CommandLine.Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        return limits.within(() -> profile(SettingOptions.of(command, SpecStage.PROFILE), common.console()));
    }

    private int profile(SettingOptions given, Console console) throws IOException {
        Spec merged = spec.with(given.given(), List.of(output), given.files(TrainKeys.DATA));
        Outputs outputs = Outputs.begin(List.of(output), SpecInputs.of(merged));
        ProfileJob.Result profiled = outputs.leftBy(() -> ProfileJob.run(merged));
        ReferenceFile reference = profiled.reference();
        outputs.write(output, Json.write(reference));
        console.say(Figures.count(reference.data().rows()) + " rows, "
                + Figures.count(reference.columns().size()) + " columns beside \"" + reference.label() + "\" ("
                + reference.task().key() + ")");
        profiled.warnings().forEach(console::say);
        if (reference.rowSet() == null) {
            console.say("The rows are too many to keep which they are: rows that are in both files won't be found.");
        }
        console.say("Reference: " + output);
        console.result(reference);
        return 0;
    }
}
