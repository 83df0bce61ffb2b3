package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles what a predictions file predicts and which of its columns are scores.
 *
 * @param target what is predicted
 * @param scoreColumns score columns in the order of the label list, or that of the positive label alone; may be empty
 */
record PredictionsTarget(PredictionTask target, List<String> scoreColumns) {

    /** @throws UserError when something is missing or contradicts something else */
    static PredictionsTarget settle(PredictionsRequest request) {
        TargetOptions options = request.target();
        String file = request.file().toString();
        Map<String, String> scores = new LinkedHashMap<>();
        request.scoreColumns().forEach((label, column) -> scores.put(Labels.canonical(label), column));
        List<String> labels = options.labels();
        if (labels == null && scores.size() >= 2) {
            labels = List.copyOf(scores.keySet());
        }
        PredictionTask target = PredictionTask.declared(file, options, labels);
        if (!target.task().isClassification()) {
            requireNone(request, scores);
            return new PredictionsTarget(target, List.of());
        }
        return new PredictionsTarget(target, scoreColumns(target, scores));
    }

    private static void requireNone(PredictionsRequest request, Map<String, String> scores) {
        if (!scores.isEmpty() || request.scores() != null || request.threshold() != null) {
            throw new UserError("a regression has no scores: leave score columns, scores and threshold out.");
        }
    }

    private static List<String> scoreColumns(PredictionTask target, Map<String, String> scores) {
        scores.forEach((label, column) -> {
            if (!target.labels().contains(label)) {
                throw new UserError("the score column \"" + column + "\" is of the label \"" + label
                        + "\", which is not one of the labels. " + NearNames.hint(label, target.labels()));
            }
        });
        if (scores.size() == 1 && target.task() == Task.BINARY) {
            String label = scores.keySet().iterator().next();
            if (!label.equals(target.posLabel())) {
                throw new UserError("the only score column is that of \"" + label + "\", but the positive label is "
                        + (target.posLabel() == null ? "not declared" : "\"" + target.posLabel() + "\"")
                        + ". Name the score column of the positive label, or one for each label.");
            }
            return List.copyOf(scores.values());
        }
        List<String> columns = new ArrayList<>();
        List<String> without =
                target.labels().stream().filter(l -> !scores.containsKey(l)).toList();
        if (!scores.isEmpty() && !without.isEmpty()) {
            throw new UserError("there is no score column for " + PredictionTask.list(without)
                    + ". Name one for each label, or none.");
        }
        target.labels().stream().filter(scores::containsKey).forEach(l -> columns.add(scores.get(l)));
        return columns;
    }
}
