package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.FormerPackage;
import io.jenkins.plugins.mlpipeline.engine.job.TrainingJob;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRecord;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Trains a model: the package in the workspace, and {@code training.json} for whoever started the worker. */
final class TrainWork implements WorkerCommand {
    /** The document for whoever started the worker. */
    static final String DOCUMENT = PackageFiles.RECORD;

    @Override
    public Map<String, Object> run(WorkerSpec work, Path documents, Progress progress) throws IOException {
        String output = work.output() == null ? Places.model(work.id()) : work.output();
        Path folder = Path.of(work.workspace()).resolve(output);
        FormerPackage.mark(folder, List.of());
        TrainingResult result = TrainingJob.run(SpecOfWork.of(work), folder, Clock.systemUTC(), listener(progress));
        FormerPackage.forget(folder);
        TrainingRecord training = result.record();
        Json.write(documents.resolve(DOCUMENT), training);
        training.warnings().forEach(progress::warn);
        progress.say("trained " + training.algorithm() + " on "
                + result.model().manifest().training().rows() + " rows, kept back "
                + training.holdout().rows() + "; " + result.model().digest());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", output);
        values.put("modelDigest", result.model().digest());
        values.put("holdout", output + "/" + result.holdout().getFileName());
        values.put("algorithm", training.algorithm());
        values.put("metrics", metrics(work, folder));
        return values;
    }

    /** What the model reaches on the rows kept back; metrics without a value are left out. */
    private static Map<String, Double> metrics(WorkerSpec work, Path folder) throws IOException {
        Map<String, Object> validate = Map.of("model", folder.toString(), "threads", work.threads());
        Evaluation evaluation = ValidationJob.run(
                Spec.of(Map.of(WorkerSpec.VALIDATE, validate), work.command()),
                work.id(),
                Set.of(),
                false,
                rows -> {},
                Clock.systemUTC());
        Map<String, Double> metrics = new LinkedHashMap<>();
        evaluation.metrics().forEach((key, metric) -> {
            if (metric.value() != null) {
                metrics.put(key, metric.value());
            }
        });
        return metrics;
    }

    private static TrainingListener listener(Progress progress) {
        return event -> {
            String stage = event.stage().name().toLowerCase(Locale.ROOT);
            if (event.detail() == null) {
                progress.at(stage, event.step(), event.of(), event.trainingLoss(), event.validationLoss());
            } else {
                progress.say(stage + " " + event.detail());
            }
        };
    }
}
