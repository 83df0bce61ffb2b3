package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.SpecInputs;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline validate}. */
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Measures a model, or predictions of any framework, on rows with known labels and writes evaluation.json.",
            "",
            "A model is a package that \"train\" wrote, or any ONNX file: exported from scikit-learn, PyTorch, XGBoost,"
                    + " LightGBM. \"gate\" then judges the evaluation without the rows."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline validate --model model --output evaluation.json",
            "  ml-pipeline validate --model forest.onnx --data test.csv --label churned --labels no,yes --pos-label yes"
                    + " --output evaluation.json",
            "  ml-pipeline validate --predictions scored.csv --label truth --prediction-column predicted"
                    + " --score-columns yes=p_yes --labels no,yes --pos-label yes --output evaluation.json",
            "  ml-pipeline validate --model candidate --baseline former --slice sex --fairness sex"
                    + " --output evaluation.json"
        })
final class ValidateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "P",
            description = "A model package (folder), an ONNX file, or TorchScript (.pt).",
            order = 1)
    private String model;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The rows to validate on; the package's holdout.csv when left out.",
            order = 2)
    private String data;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "Rows to compare with, for drift and overlap: CSV, or what \"profile\" wrote; the rows that a"
                    + " package learnt from when left out.",
            order = 13)
    private String reference;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Predictions of any framework in place of a model: CSV, or JSON Lines (.jsonl).",
            order = 6)
    private String predictions;

    @Option(
            names = "--prediction-column",
            paramLabel = "COLUMN",
            description = "The predicted label or number in --predictions.",
            order = 7)
    private String predictionColumn;

    @Option(
            names = "--score-columns",
            paramLabel = "LABEL=COLUMN",
            split = ",",
            description = "The score of each label in --predictions, or of the positive one alone.",
            order = 8)
    private Map<String, String> scoreColumns;

    @Option(
            names = "--scores",
            paramLabel = "KIND",
            description = "What scores are: probabilities (the default), logits or margins.",
            order = 9)
    private String scores;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Where to write the evaluation (evaluation.json).",
            order = 4)
    private Path output;

    @Option(
            names = "--labels",
            paramLabel = "A,B",
            split = ",",
            description = "All labels, in the order of the model's scores; a package knows them.",
            order = 5)
    private List<String> labels;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            converter = ShareConverter.class,
            description = "The score from which the positive label is predicted; the model's own label when left out.",
            order = 10)
    private Double threshold;

    @Option(
            names = "--metric",
            paramLabel = "KEY",
            description = "A metric beside the standard ones, for example fbeta(beta=2); repeatable.",
            order = 11)
    private List<String> metrics = List.of();

    @Option(
            names = "--subject",
            paramLabel = "REF",
            description = "What the predictions are about: a path, sha256:... or IMAGE@sha256:...",
            order = 14)
    private String subject;

    @Option(names = "--threads", paramLabel = "N", description = "At most so many threads.", order = 65)
    private Integer threads;

    @Mixin
    private TorchScriptOption torchScript;

    @Mixin
    private AnalysisOptions analysis;

    @Mixin
    private CsvOptions csv;

    @Mixin
    private TaskOptions task;

    @Mixin
    private SpecOption spec;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        Console console = common.console();
        return limits.within(() -> {
            Spec merged = spec.with(options(), List.of(output), given());
            Outputs outputs = Outputs.begin(ValidationJob.outputs(merged, output), SpecInputs.of(merged));
            Evaluation evaluation =
                    outputs.leftBy(() -> validate(merged, metrics, torchScript.isAllowed(), output, outputs, console));
            console.result(evaluation);
            return 0;
        });
    }

    /** Validates, writes the evaluation, and says what was measured. */
    static Evaluation validate(
            Spec spec, List<String> metrics, boolean allowTorchScript, Path output, Outputs outputs, Console console)
            throws IOException {
        Set<CatalogueKey> keys = metrics.stream().map(CatalogueKey::parse).collect(Collectors.toSet());
        ProgressBar progress = console.progress();
        Evaluation evaluation = ValidationJob.run(
                ValidationJob.placed(spec),
                null,
                keys,
                allowTorchScript,
                rows -> progress.show("row", rows, 0, ""),
                Clock.systemUTC());
        progress.end();
        outputs.write(output, Json.write(evaluation));
        console.say(EvaluationText.of(evaluation));
        console.say("Evaluation: " + output);
        return evaluation;
    }

    /** What is read, as far as options say it. */
    private List<Path> given() {
        return Stream.of(model, data, reference, predictions)
                .filter(Objects::nonNull)
                .map(Path::of)
                .toList();
    }

    private OptionMap options() throws IOException {
        OptionMap options = new OptionMap()
                .put("labels", labels)
                .put("validate", "model", model)
                .put("validate", "data", data)
                .put("validate", "reference", reference)
                .put("validate", "predictions", predictions)
                .put("validate", "predictionColumn", predictionColumn)
                .put("validate", "scoreColumns", scoreColumns)
                .put("validate", "scores", scores)
                .put("validate", "threshold", threshold)
                .put("validate", "subject", subject)
                .put("validate", "threads", threads);
        analysis.into(options);
        csv.into(options);
        task.into(options);
        return options;
    }
}
