package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPlace;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Answering;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Evaluated;
import io.jenkins.plugins.mlpipeline.engine.monitoring.ExpectedLoss;
import io.jenkins.plugins.mlpipeline.engine.monitoring.LossModel;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Sample;
import io.jenkins.plugins.mlpipeline.engine.monitoring.StateFile;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchState;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Watcher;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.validation.KnownLabels;
import io.jenkins.plugins.mlpipeline.engine.validation.UnlabelledRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One look at a model: what it was asked, beside what it learnt from. */
public final class WatchJob {
    private static final int MOST_FILES = 10_000;

    private WatchJob() {}

    /**
     * What is looked at.
     *
     * @param model a model package
     * @param data a file of rows, or a folder of such files
     * @param name what these rows are called in the result
     * @param evaluation what validating the model left; null when it is not at hand
     * @param judged rows with their truth that the model did not learn from, for a model that predicts numbers; null for none
     * @param labels a file of labels that have arrived; null when none have
     * @param state the looks before; made at the first look
     * @param at when the rows were asked
     * @param threads that the model may take; null for all
     */
    public record Request(
            Path model,
            Path data,
            String name,
            Path evaluation,
            Path judged,
            Path labels,
            WatchPlan plan,
            Path state,
            Instant at,
            Integer threads) {}

    /**
     * Looks.
     *
     * @param spec how the files of rows are written, and which column names a row
     * @throws UserError when something has to be put right; nothing was counted then
     */
    public static WatchResult run(Spec spec, Request request) throws IOException {
        String rowId = spec.get(SpecKeys.ROW_ID);
        if (request.labels != null && rowId == null) {
            throw new UserError("labels are joined to answers by the name of the row, and no column that names one is"
                    + " given. Name it with --row-id.");
        }
        List<Path> files = files(request.data);
        try (LoadedModel model =
                        LoadedModel.open(ModelPlace.of(request.model), Threads.of(request.threads), false, false);
                StateFile file = StateFile.open(request.state)) {
            UnlabelledRun.requireProfile(model);
            ModelManifest manifest = model.manifest();
            Evaluated evaluated = request.evaluation == null
                    ? Evaluated.NONE
                    : Evaluated.read(request.evaluation, model.ref().digest());
            WatchState before = file.read(model.ref().digest()).ofRows();
            Answering answering = Answering.of(manifest);
            ColumnBins predictions =
                    ColumnBins.ofPredictions(manifest.training().profile()).orElse(null);
            ExpectedLoss expected = request.judged == null
                    ? null
                    : LossModel.learn(
                            model,
                            request.judged.toString(),
                            request.judged,
                            TrainingJob.format(spec),
                            rowId,
                            predictions);
            UnlabelledRun.Seen seen = UnlabelledRun.heard(
                    model,
                    request.name,
                    files,
                    TrainingJob.format(spec),
                    rowId,
                    evaluated.threshold(),
                    false,
                    expected);
            Sample sample = Sample.of(request.name, seen, answering, predictions, evaluated, expected);
            Watcher.Labels labels = request.labels == null
                    ? null
                    : wanted -> KnownLabels.read(
                            request.labels,
                            TrainingJob.format(spec),
                            rowId,
                            answering.label(),
                            answering.task(),
                            answering.labels(),
                            wanted);
            Watcher.Looked looked = new Watcher(request.plan, model.ref(), answering, evaluated)
                    .look(before, sample, labels, request.at);
            if (!looked.state().equals(before)) {
                file.write(looked.state());
            }
            return looked.result();
        }
    }

    /** The files of rows: the one that is named, or those of a folder in the order of their names. */
    private static List<Path> files(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return List.of(data);
        }
        try (Stream<Path> listed = Files.list(data)) {
            List<Path> files = listed.filter(Files::isRegularFile)
                    .filter(file -> !Objects.toString(file.getFileName(), "").startsWith("."))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new UserError(data + ": holds more than " + MOST_FILES
                        + " files. Give a look the files of its window, in a folder of their own.");
            }
            return files;
        }
    }
}
