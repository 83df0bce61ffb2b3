package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.PositiveLabel;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightSum;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener.Stage;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxCheck;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxExport;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Trains a model from a CSV file: reads, keeps rows back, learns, writes ONNX, compares it with the learner, and leaves a
 * model package, the rows kept back and a record in the output folder; or, when anything fails, nothing.
 */
public final class Training {
    private final TrainingRequest request;
    private final Clock clock;
    private final Stopwatch watch;
    /** Null where this process learns. */
    private final LearningElsewhere elsewhere;

    private Training(TrainingRequest request, LearningElsewhere elsewhere, Clock clock, TrainingListener listener) {
        this.request = request;
        this.elsewhere = elsewhere;
        this.clock = clock;
        this.watch = new Stopwatch(listener);
    }

    /**
     * Trains.
     *
     * @param listener hears how far the training is
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the request or the data is not usable
     * @throws IllegalStateException when the exported model disagrees with the learner
     */
    public static TrainingResult run(TrainingRequest request, Clock clock, TrainingListener listener)
            throws IOException {
        return run(request, null, clock, listener);
    }

    /**
     * Trains on rows that something else holds.
     *
     * @param elsewhere null: this process reads them and learns
     */
    public static TrainingResult run(
            TrainingRequest request, LearningElsewhere elsewhere, Clock clock, TrainingListener listener)
            throws IOException {
        return new Training(request, elsewhere, clock, listener).run();
    }

    private TrainingResult run() throws IOException {
        try (OutputFolder folder = new OutputFolder(request.output())) {
            if (elsewhere != null) {
                return runElsewhere(folder);
            }
            watch.begin(Stage.READING);
            DataParts parts = DataParts.read(request);
            Labels labels = parts.labels();
            String posLabel = PositiveLabel.of(request.predicted().posLabel(), labels.task(), labels.names());
            Choice choice = choose(parts);

            Learner learner = choice.algorithm().learner(choice.hyperparameters());
            Thresholding.Outcome threshold = Thresholding.run(request, parts, posLabel, learner, watch);

            watch.begin(Stage.FITTING);
            FitContext context = new FitContext(request.seed(), request.threads(), watch::step);
            try (FittedModel model = learner.fit(parts.training(), labels, context)) {
                return written(
                        folder,
                        () -> LearntData.of(parts, weights(labels)),
                        labels,
                        posLabel,
                        choice,
                        threshold,
                        model);
            }
        }
    }

    private TrainingResult runElsewhere(OutputFolder folder) throws IOException {
        watch.begin(Stage.READING);
        LearntData facts = elsewhere.read((step, of) -> watch.step(step, of, null, null));
        Labels labels = facts.labels();
        String posLabel = PositiveLabel.of(request.predicted().posLabel(), labels.task(), labels.names());
        Choice choice = named(labels.task());
        watch.begin(Stage.FITTING);
        try (FittedModel model = elsewhere.fit()) {
            return written(folder, () -> facts, labels, posLabel, choice, Thresholding.NONE, model);
        }
    }

    private TrainingResult written(
            OutputFolder folder,
            Supplier<LearntData> known,
            Labels labels,
            String posLabel,
            Choice choice,
            Thresholding.Outcome threshold,
            FittedModel model)
            throws IOException {
        watch.begin(Stage.EXPORTING);
        OnnxExport export = OnnxExport.of(model, labels.task(), labels.names(), threshold.cut());

        watch.begin(Stage.CHECKING);
        LearntData facts = known.get();
        double unit = labels.task() == Task.REGRESSION
                ? Math.max(1, TargetScale.of(labels).deviation())
                : 1;
        double difference = OnnxCheck.compare(model, facts.checked(), labels, threshold.cut(), unit, request.threads());

        Files.write(folder.draft().resolve(PackageFiles.ROW_SET), facts.rowSet());
        ModelPackage draft = ModelPackage.write(
                folder.draft(),
                manifest(
                        facts,
                        posLabel,
                        choice,
                        export.outputs(),
                        Digest.ofBytes(facts.rowSet()),
                        model.preprocessing().notes()),
                export.file()::writeTo);
        Path holdout = folder.draft().resolve(PackageFiles.HOLDOUT);
        facts.holdout().writeTo(holdout);
        TrainingRecord record = record(
                facts,
                draft,
                Digest.ofFile(holdout),
                choice,
                threshold,
                model,
                new TrainingRecord.Check(OnnxCheck.rowsOf(facts.checked().rows()), difference, OnnxCheck.TOLERANCE));
        Json.write(folder.draft().resolve(PackageFiles.RECORD), record);
        folder.commit();
        return new TrainingResult(
                new ModelPackage(request.output(), draft.manifest(), draft.digest()),
                request.output().resolve(PackageFiles.HOLDOUT),
                record);
    }

    /**
     * The learner that was named, or that {@code auto} found best.
     *
     * @param board what it was compared with; null when it was named
     * @param warnings what a reader should know of the comparison
     */
    private record Choice(
            Algorithm algorithm,
            Hyperparameters hyperparameters,
            TrainingRecord.Leaderboard board,
            List<String> warnings) {}

    private Choice choose(DataParts parts) {
        Task task = parts.labels().task();
        if (request.method().algorithm() != Algorithm.AUTO) {
            return named(task);
        }
        watch.begin(Stage.COMPARING);
        CrossValidation.Outcome outcome = CrossValidation.run(request, parts, watch);
        return new Choice(
                outcome.best(),
                Candidates.hyperparameters(
                        outcome.best(),
                        request.method().hyperparameters(),
                        task,
                        parts.labels().rows()),
                outcome.board(),
                outcome.warnings());
    }

    private Choice named(Task task) {
        Candidates.requireLearns("algorithm", request.method().algorithm(), task);
        return new Choice(
                request.method().algorithm(),
                request.method().algorithm().hyperparameters(request.method().hyperparameters(), task),
                null,
                List.of());
    }

    private ModelManifest manifest(
            LearntData facts,
            String posLabel,
            Choice choice,
            ModelManifest.Outputs outputs,
            String rowSet,
            List<String> encoded) {
        Labels labels = facts.labels();
        boolean split = request.holdout().testData() == null;
        return new ModelManifest(
                ModelManifest.SCHEMA_VERSION,
                labels.task(),
                labels.column(),
                labels.names(),
                posLabel,
                facts.columns(),
                request.source().format().missing(),
                outputs,
                new ModelManifest.TrainingPart(
                        facts.sha256(),
                        facts.trainingRows(),
                        facts.labelCounts(),
                        split ? request.split().toString() : null,
                        split ? request.holdout().testSize() : null,
                        ModelManifest.Csv.of(facts.holdoutFormat()),
                        facts.profile(),
                        rowSet,
                        notes(facts, encoded),
                        facts.weights()),
                choice.algorithm().key(),
                choice.hyperparameters().values(),
                request.seed(),
                Versions.engines(choice.algorithm()),
                List.of());
    }

    /** What was decided about columns when the rows were read and encoded; null when there is nothing to say. */
    private static List<String> notes(LearntData facts, List<String> encoded) {
        List<String> notes =
                Stream.concat(facts.notes().stream(), encoded.stream()).toList();
        return notes.isEmpty() ? null : notes;
    }

    private ModelManifest.Weights weights(Labels labels) {
        if (labels.weights() == null) {
            return null;
        }
        WeightSum sum = new WeightSum();
        for (double weight : labels.weights()) {
            sum.add(weight);
        }
        return new ModelManifest.Weights(request.source().selection().weights(), sum.sum(), sum.effective());
    }

    private TrainingRecord record(
            LearntData facts,
            ModelPackage draft,
            String holdoutDigest,
            Choice choice,
            Thresholding.Outcome threshold,
            FittedModel model,
            TrainingRecord.Check check) {
        ModelManifest manifest = draft.manifest();
        List<String> warnings = new ArrayList<>(facts.warnings());
        warnings.addAll(choice.warnings());
        warnings.addAll(threshold.warnings());
        warnings.addAll(model.preprocessing().notes());
        warnings.addAll(model.warnings());
        return new TrainingRecord(
                TrainingRecord.SCHEMA_VERSION,
                clock.instant().toString(),
                manifest.task(),
                manifest.algorithm(),
                manifest.seed(),
                manifest.hyperparameters(),
                new ModelRef(name(request.output()), draft.digest(), "package", draft.sizeBytes()),
                new TrainingRecord.Data(name(request.source().data()), facts.sha256(), facts.rows()),
                new TrainingRecord.Data(PackageFiles.HOLDOUT, holdoutDigest, facts.holdoutRows()),
                new TrainingRecord.Split(
                        manifest.training().split(),
                        manifest.training().testSize(),
                        manifest.training().rows(),
                        facts.holdoutRows()),
                choice.board(),
                threshold.record(),
                model.curve(),
                check,
                manifest.training().profile(),
                watch.seconds(),
                Versions.environment(request.threads()),
                List.copyOf(warnings));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
