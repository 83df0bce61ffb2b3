package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.SpecInputs;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ml-pipeline validate}. */
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Measures a model, a served model, or predictions of any framework, on rows with known labels and writes"
                    + " evaluation.json.",
            "",
            "A model is a package that \"train\" wrote, or any ONNX file: exported from scikit-learn, PyTorch, XGBoost,"
                    + " LightGBM, on this machine or in an MLflow registry. \"gate\" then judges the evaluation without the rows."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline validate --model model --output evaluation.json",
            "  ml-pipeline validate --model model --data north.csv --data south.parquet --output evaluation.json",
            "  ml-pipeline validate --model forest.onnx --data test.csv --label churned --labels no,yes --pos-label yes"
                    + " --output evaluation.json",
            "  ml-pipeline validate --predictions scored.csv --label truth --prediction-column predicted"
                    + " --score-columns yes=p_yes --labels no,yes --pos-label yes --output evaluation.json",
            "  ml-pipeline validate --model candidate --baseline former --slice sex --fairness sex"
                    + " --output evaluation.json",
            "  ml-pipeline validate --model models:/churn@candidate --baseline models:/churn@champion --data test.csv"
                    + " --label churned --registry https://mlflow.example --output evaluation.json",
            "  ml-pipeline validate --endpoint http://churn.example/v2/models/churn/infer --data test.csv --label churned"
                    + " --labels no,yes --pos-label yes --output evaluation.json"
        })
final class ValidateCommand implements Callable<Integer> {
    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Where to write the evaluation (evaluation.json).",
            order = 4)
    private Path output;

    @Option(
            names = "--metric",
            paramLabel = "KEY",
            description = "A metric beside the standard ones, for example fbeta(beta=2); repeatable.",
            order = 11)
    private List<String> metrics = List.of();

    @Mixin
    private TorchScriptOption torchScript;

    @Mixin
    private AnalysisOptions analysis;

    @Mixin
    private RegistryOptions registry;

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
            SettingOptions given = SettingOptions.of(command, SpecStage.VALIDATE);
            try (StandardInput input = StandardInput.of(given.files(ValidateKeys.DATA, ValidateKeys.PREDICTIONS))) {
                return validate(given, input, console);
            }
        });
    }

    private int validate(SettingOptions given, StandardInput input, Console console) throws IOException {
        GivenSettings options = given.given();
        analysis.into(options, given);
        List<String> data = given.texts(ValidateKeys.DATA);
        options.put(
                ValidateKeys.DATA,
                data.isEmpty() ? null : data.stream().map(input::file).toList());
        options.put(ValidateKeys.PREDICTIONS, input.file(given.text(ValidateKeys.PREDICTIONS)));
        List<Path> inputs = given.files(
                ValidateKeys.DATA, ValidateKeys.REFERENCE, ValidateKeys.PREDICTIONS, ValidateKeys.ENDPOINT_CA);
        String model = given.text(ValidateKeys.MODEL);
        Spec merged = spec.with(
                options,
                List.of(output),
                model == null || ModelReference.isOne(model)
                        ? inputs
                        : Stream.concat(inputs.stream(), Stream.of(Path.of(model)))
                                .toList());
        if (data.stream().anyMatch(StandardInput::isMeant) && ValidationJob.isOnSpark(merged)) {
            throw new UserError(
                    "--data -: standard input is one file, and engine is spark, which reads a folder of Parquet or"
                            + " CSV files, each by one task. Write the rows as a folder of files, or leave engine out.");
        }
        Outputs outputs = Outputs.begin(ValidationJob.outputs(merged, output), SpecInputs.of(merged));
        Evaluation evaluation = outputs.leftBy(
                () -> validate(merged, metrics, torchScript.isAllowed(), registry, output, outputs, console));
        console.result(evaluation);
        return 0;
    }

    /** Validates, writes the evaluation, and says what was measured. */
    static Evaluation validate(
            Spec spec,
            List<String> metrics,
            boolean allowTorchScript,
            RegistryOptions registry,
            Path output,
            Outputs outputs,
            Console console)
            throws IOException {
        Set<CatalogueKey> keys = metrics.stream().map(CatalogueKey::parse).collect(Collectors.toSet());
        Evaluation evaluation;
        try (FetchedModels models = registry.models(console::say)) {
            evaluation = measured(spec, keys, allowTorchScript, models, console);
        }
        outputs.write(output, Json.write(evaluation));
        console.say(EvaluationText.of(evaluation));
        console.say("Evaluation: " + output);
        return evaluation;
    }

    private static Evaluation measured(
            Spec spec, Set<CatalogueKey> keys, boolean allowTorchScript, FetchedModels models, Console console)
            throws IOException {
        Spec placed = ValidationJob.placed(spec, models);
        ProgressBar progress = console.progress();
        try {
            Evaluation evaluation =
                    ValidationJob.run(placed, null, keys, allowTorchScript, listener(progress), Clock.systemUTC());
            progress.end();
            return evaluation.ofModelFrom(models.sourceOf(placed.get(ValidateKeys.MODEL)), null);
        } catch (UserError e) {
            throw models.named(e);
        }
    }

    private static ValidationListener listener(ProgressBar progress) {
        return new ValidationListener() {
            @Override
            public void rows(long rows) {
                progress.show("row", rows, 0, "");
            }

            @Override
            public void shuffled(int done, int total) {
                progress.show("shuffle", done, total, "");
            }
        };
    }
}
