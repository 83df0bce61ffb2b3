package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPlace;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.spark.SparkRequest;
import io.jenkins.plugins.mlpipeline.engine.spark.SparkScoring;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.ScoreKind;
import io.jenkins.plugins.mlpipeline.engine.validation.ServedRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.ServedValidation;
import io.jenkins.plugins.mlpipeline.engine.validation.Subject;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a spec asks to be validated. */
public final class ValidationJob {
    private ValidationJob() {}

    /**
     * Validates what a spec names: a model, or predictions.
     *
     * @param spec paths in it are used as they are; the metrics of its gates are computed beside the standard ones
     * @param id name of the model within a build; null on the command line
     * @param metrics further metrics to compute
     * @param allowTorchScript whether a model may be TorchScript, which can run code; no spec can allow it
     * @param clock gives the time of the document
     * @throws UserError when the spec does not say what to validate, or something in it has to be put right
     */
    public static Evaluation run(
            Spec spec,
            String id,
            Set<CatalogueKey> metrics,
            boolean allowTorchScript,
            ValidationListener progress,
            Clock clock)
            throws IOException {
        Set<CatalogueKey> keys = new LinkedHashSet<>(spec.gates().keys());
        // Costs are always measured where they can be; a gate on one that could not be says so itself.
        keys.removeIf(key -> !key.metric().family().isOfAnswers());
        keys.addAll(metrics);
        keys.addAll(AnalysisJob.costs(spec));
        requireEngineOfModel(spec);
        if (spec.get(ValidateKeys.ENDPOINT) != null) {
            return ServedValidation.run(served(spec, id, keys), progress, clock);
        }
        if (spec.get(ValidateKeys.PROTOCOL) != null || spec.get(ValidateKeys.ENDPOINT_CA) != null) {
            throw new UserError(
                    "protocol and endpointCa say how a served model is asked, and no endpoint is given. Give"
                            + " --endpoint (validate.endpoint), or leave them out.");
        }
        if (spec.get(ValidateKeys.MODEL) != null) {
            ValidationRequest request = model(spec, id, keys, allowTorchScript);
            return isOnSpark(spec) ? onSpark(spec, request, progress, clock) : Validation.run(request, progress, clock);
        }
        if (spec.get(ValidateKeys.PREDICTIONS) != null) {
            return PredictionsFile.evaluate(predictions(spec, id, keys), progress, clock);
        }
        throw new UserError(
                "what to validate is not given. Give --model, --predictions or --endpoint, or validate.model,"
                        + " validate.predictions or validate.endpoint in the spec.");
    }

    /** Whether executors of Spark are to read and predict the rows. */
    public static boolean isOnSpark(Spec spec) {
        return ValidateKeys.SPARK.equals(spec.get(ValidateKeys.ENGINE));
    }

    private static Evaluation onSpark(Spec spec, ValidationRequest request, ValidationListener progress, Clock clock)
            throws IOException {
        SparkRequest spark = new SparkRequest(
                spec.get(ValidateKeys.MASTER), Objects.requireNonNullElse(spec.get(ValidateKeys.SPARK_CONF), Map.of()));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (SparkScoring scoring = SparkScoring.of(spark, request, temporary)) {
            return Validation.run(request, scoring, progress, clock);
        }
    }

    private static void requireEngineOfModel(Spec spec) {
        if (!isOnSpark(spec)) {
            if (spec.get(ValidateKeys.MASTER) != null || spec.get(ValidateKeys.SPARK_CONF) != null) {
                throw new UserError(
                        "master and sparkConf are settings of Spark, and Spark is not asked for. Say engine: spark"
                                + " (--engine spark, validate.engine), or leave them out.");
            }
        } else if (spec.get(ValidateKeys.MODEL) == null
                && (spec.get(ValidateKeys.ENDPOINT) != null || spec.get(ValidateKeys.PREDICTIONS) != null)) {
            throw new UserError("engine is spark, whose executors predict rows with a model, and "
                    + (spec.get(ValidateKeys.ENDPOINT) != null ? "an endpoint" : "a file of predictions")
                    + " was given. Name a model, or leave engine out.");
        }
    }

    /**
     * The spec with the models themselves where it names them in a registry, by a pointer of DVC, or by the folder around the
     * only one.
     *
     * @param models brings those of a registry
     * @throws UserError when there are several in the folder, or a registry has none
     */
    public static Spec placed(Spec spec, FetchedModels models) throws IOException {
        GivenSettings places = new GivenSettings();
        String named = spec.get(ValidateKeys.MODEL);
        if (named != null) {
            Path place = Path.of(models.place(named));
            DvcPull.missing(place, System.getenv());
            String model = ModelPlace.of(place).toString();
            places.put(ValidateKeys.MODEL, model.equals(named) ? null : model);
        }
        SpecBaseline baseline = spec.get(ValidateKeys.BASELINE);
        if (baseline != null && ModelReference.isOne(baseline.path())) {
            places.put(
                    ValidateKeys.BASELINE,
                    baseline.at(models.place(baseline.path())).declared());
        }
        return places.map().isEmpty() ? spec : spec.overriddenBy(places.spec("model"));
    }

    /**
     * The files that a validation leaves: the evaluation, and the outcomes when the spec asks for them. Outcomes in the place
     * of those that are compared with are none of them: they take their place only when they are whole.
     */
    public static List<Path> outputs(Spec spec, Path evaluation) {
        String outcomes = spec.get(ValidateKeys.OUTCOMES);
        SpecBaseline baseline = spec.get(ValidateKeys.BASELINE);
        boolean isBaseline = outcomes != null
                && baseline != null
                && baseline.path() != null
                && Outputs.isSame(Path.of(outcomes), Path.of(baseline.path()));
        return outcomes == null || isBaseline ? List.of(evaluation) : List.of(evaluation, Path.of(outcomes));
    }

    private static ValidationRequest model(Spec spec, String id, Set<CatalogueKey> metrics, boolean allowTorchScript) {
        if (spec.get(ValidateKeys.SUBJECT) != null) {
            throw new UserError("a model was given, so the evaluation is about that model. Leave the subject out; it"
                    + " says what predictions of another tool are about.");
        }
        if (spec.get(ValidateKeys.PREDICTION_COLUMN) != null || spec.get(ValidateKeys.SCORE_COLUMNS) != null) {
            throw new UserError("prediction and score columns belong to a predictions file, and a model was given."
                    + " Leave one of the two out.");
        }
        return rows(
                spec, id, Path.of(spec.get(ValidateKeys.MODEL)), spec.get(SpecKeys.LABEL), metrics, allowTorchScript);
    }

    private static ServedRequest served(Spec spec, String id, Set<CatalogueKey> metrics) throws IOException {
        if (spec.get(ValidateKeys.MODEL) != null || spec.get(ValidateKeys.PREDICTIONS) != null) {
            throw new UserError("an endpoint was given, which answers in place of a model or predictions. Leave "
                    + (spec.get(ValidateKeys.MODEL) != null ? "the model" : "the predictions")
                    + " out, or the endpoint.");
        }
        if (spec.get(ValidateKeys.PREDICTION_COLUMN) != null || spec.get(ValidateKeys.SCORE_COLUMNS) != null) {
            throw new UserError("prediction and score columns belong to a predictions file, and an endpoint was given."
                    + " Leave one of the two out.");
        }
        refuseImportance(spec, "an endpoint was given");
        Required.of(spec.get(ValidateKeys.DATA), "the file with the rows", "validate.data", "--data");
        String label = Required.of(spec.get(SpecKeys.LABEL), "the column with the true label", "label", "--label");
        String authority = spec.get(ValidateKeys.ENDPOINT_CA);
        return new ServedRequest(
                rows(spec, id, null, label, metrics, false),
                Endpoint.open(
                        spec.get(ValidateKeys.ENDPOINT),
                        authority == null ? null : Path.of(authority),
                        System.getenv(Endpoint.TOKEN)),
                Protocol.of(spec.get(ValidateKeys.PROTOCOL)),
                spec.get(ValidateKeys.SUBJECT) == null ? null : Subject.resolve(spec.get(ValidateKeys.SUBJECT)));
    }

    /** What a model is asked, and how the rows are read. */
    private static ValidationRequest rows(
            Spec spec, String id, Path model, String label, Set<CatalogueKey> metrics, boolean allowTorchScript) {
        return new ValidationRequest(
                id,
                model,
                AnalysisJob.data(spec),
                TrainingJob.format(spec),
                new ColumnSelection(
                        label,
                        spec.get(SpecKeys.ROW_ID),
                        spec.get(SpecKeys.FEATURES),
                        WeightsColumn.ignored(spec, spec.get(ValidateKeys.WEIGHTS)),
                        null,
                        null),
                target(spec),
                scores(spec),
                spec.get(ValidateKeys.THRESHOLD),
                metrics,
                Threads.of(spec.get(ValidateKeys.THREADS)),
                spec.get(ValidateKeys.REFERENCE) == null ? null : Path.of(spec.get(ValidateKeys.REFERENCE)),
                spec.get(ValidateKeys.SHA256),
                AnalysisJob.request(spec),
                allowTorchScript);
    }

    private static PredictionsRequest predictions(Spec spec, String id, Set<CatalogueKey> metrics) throws IOException {
        if (spec.get(ValidateKeys.DATA) != null) {
            throw new UserError("a predictions file holds the truth itself, so there is no further data. Leave --data"
                    + " (validate.data) out, or name a model.");
        }
        if (spec.get(ValidateKeys.REFERENCE) != null) {
            throw new UserError(
                    "a predictions file does not hold what the model was fed, so there is nothing to compare"
                            + " with a reference. Leave --reference (validate.reference) out, or name a model.");
        }
        refuseImportance(spec, "a predictions file was given");
        WeightsColumn.requireApart(spec, spec.get(ValidateKeys.WEIGHTS));
        return new PredictionsRequest(
                id,
                Path.of(spec.get(ValidateKeys.PREDICTIONS)),
                TrainingJob.format(spec),
                spec.get(SpecKeys.LABEL),
                spec.get(ValidateKeys.PREDICTION_COLUMN),
                Objects.requireNonNullElse(spec.get(ValidateKeys.SCORE_COLUMNS), Map.of()),
                target(spec),
                scores(spec),
                spec.get(ValidateKeys.THRESHOLD),
                metrics,
                spec.get(ValidateKeys.SUBJECT) == null ? null : Subject.resolve(spec.get(ValidateKeys.SUBJECT)),
                spec.get(ValidateKeys.SHA256),
                spec.get(SpecKeys.ROW_ID),
                AnalysisJob.request(spec));
    }

    private static void refuseImportance(Spec spec, String given) {
        if (spec.get(ValidateKeys.IMPORTANCE) != null && spec.get(ValidateKeys.IMPORTANCE) > 0) {
            throw new UserError("importance asks a model about rows that are shuffled, and " + given
                    + ". Leave --importance (validate.importance) out, or name a model.");
        }
    }

    private static TargetOptions target(Spec spec) {
        return new TargetOptions(spec.get(SpecKeys.TASK), spec.get(SpecKeys.LABELS), spec.get(SpecKeys.POS_LABEL));
    }

    private static ScoreKind scores(Spec spec) {
        return spec.get(ValidateKeys.SCORES) == null ? null : ScoreKind.of(spec.get(ValidateKeys.SCORES));
    }
}
