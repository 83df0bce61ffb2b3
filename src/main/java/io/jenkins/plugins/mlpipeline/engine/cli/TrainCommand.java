package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import io.jenkins.plugins.mlpipeline.engine.job.FormerPackage;
import io.jenkins.plugins.mlpipeline.engine.job.TrainingJob;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ml-pipeline train}. */
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Trains a model on a CSV file and writes a model package.",
            "",
            "A part of the rows is kept back (holdout.csv); \"validate --model DIR\" uses it. The package's model.onnx"
                    + " takes the raw columns by name, so what is validated is what is served."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline train --data data.csv --label churned --pos-label yes --algorithm gradient_boosting"
                    + " --hyperparameter max_iter=200 --output model"
        })
final class TrainCommand implements Callable<Integer> {
    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write: model.onnx, model.json, holdout.csv, training.json.",
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
        Console console = common.console();
        return limits.within(() -> {
            FormerPackage.mark(output, List.of());
            SettingOptions given = SettingOptions.of(command, SpecStage.TRAIN);
            Meant.requireOwnAlgorithm("--algorithm", given.text(TrainKeys.ALGORITHM));
            given.texts(TrainKeys.CANDIDATES)
                    .forEach(candidate -> Meant.requireOwnAlgorithm("--candidates", candidate));
            try {
                console.result(TrainSummary.of(train(spec.with(given.given()), output, console)));
                return 0;
            } catch (IOException e) {
                throw new UserError(FileProblems.failed(e) + " Not written: " + output + ".", e);
            }
        });
    }

    /** Trains and says what came of it. */
    static TrainingResult train(Spec spec, Path output, Console console) throws IOException {
        ProgressBar progress = console.progress();
        TrainingResult result = TrainingJob.run(spec, output, Clock.systemUTC(), TrainProgress.on(progress));
        FormerPackage.forget(output);
        progress.end();
        TrainSummary.of(result).lines().forEach(console::say);
        return result;
    }
}
