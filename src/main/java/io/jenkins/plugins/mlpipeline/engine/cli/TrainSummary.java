package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRecord;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code train} answers.
 *
 * @param model the package's folder
 * @param modelDigest its digest
 * @param holdout the rows kept back
 * @param algorithm the learner that was taken
 * @param task what is predicted
 * @param labels label list (classification)
 * @param posLabel positive label; null when not known
 * @param trainingRows rows learnt from
 * @param holdoutRows rows kept back
 * @param leaderboard what was compared; null when the algorithm was named
 * @param threshold how the model's threshold came about; null when none was asked for
 * @param warnings what the reader should know about the data
 */
record TrainSummary(
        String model,
        String modelDigest,
        String holdout,
        String algorithm,
        Task task,
        List<String> labels,
        String posLabel,
        long trainingRows,
        long holdoutRows,
        TrainingRecord.Leaderboard leaderboard,
        TrainingRecord.Threshold threshold,
        List<String> warnings) {
    static TrainSummary of(TrainingResult result) {
        ModelManifest manifest = result.model().manifest();
        TrainingRecord record = result.record();
        return new TrainSummary(
                result.model().directory().toString(),
                result.model().digest(),
                result.holdout().toString(),
                record.algorithm(),
                manifest.task(),
                manifest.labels(),
                manifest.posLabel(),
                manifest.training().rows(),
                record.holdout().rows(),
                record.leaderboard(),
                record.threshold(),
                record.warnings());
    }

    /** The same for a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        warnings.forEach(w -> lines.add("note: " + w));
        if (leaderboard != null) {
            lines.add("Compared by " + leaderboard.metric() + " in " + leaderboard.folds() + " folds:");
            leaderboard.candidates().forEach(c -> lines.add(candidate(c)));
            lines.add(String.format(Locale.ROOT, "  %-20s %.4f", "without features", leaderboard.dummy()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "Trained %s on %,d rows (%s), kept %,d rows back in %s.",
                algorithm,
                trainingRows,
                target(),
                holdoutRows,
                holdout));
        if (threshold != null) {
            lines.add("\"" + posLabel + "\" is predicted from a score of " + Figures.plain(threshold.value()) + " on"
                    + (threshold.metric() == null
                            ? "."
                            : ": " + threshold.metric() + " " + Figures.rounded(threshold.reached()) + " on "
                                    + Figures.count(threshold.rows()) + " training rows in " + threshold.folds()
                                    + " folds."));
        }
        lines.add("Model: " + model + " (" + modelDigest + ")");
        return lines;
    }

    private static String candidate(TrainingRecord.Candidate candidate) {
        return candidate.mean() == null
                ? String.format(Locale.ROOT, "  %-20s failed", candidate.algorithm())
                : String.format(
                        Locale.ROOT,
                        "  %-20s %.4f, deviation %.4f",
                        candidate.algorithm(),
                        candidate.mean(),
                        candidate.std());
    }

    private String target() {
        if (labels == null) {
            return task.key();
        }
        String list = task.key() + ": " + String.join(", ", labels);
        if (task != Task.BINARY) {
            return list;
        }
        return list + "; positive: " + (posLabel == null ? "none given, see --pos-label" : posLabel);
    }
}
