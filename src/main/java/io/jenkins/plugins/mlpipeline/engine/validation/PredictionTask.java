package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is predicted, settled.
 *
 * @param task what is predicted
 * @param labels label list in declared order; null for regression
 * @param posLabel positive label (binary); null when not declared
 */
record PredictionTask(Task task, List<String> labels, String posLabel) {
    /**
     * A target from its parts.
     *
     * @param origin what declares it, for messages
     * @throws UserError when the parts contradict one another
     */
    static PredictionTask of(String origin, Task task, List<String> labels, String posLabel) {
        if (task == Task.REGRESSION) {
            if (labels != null || posLabel != null) {
                throw new UserError(origin + ": a regression predicts numbers and has no "
                        + (labels != null ? "labels" : "positive label") + ". Leave " + (labels != null ? "them" : "it")
                        + " out, or set the task to binary or multiclass.");
            }
            return new PredictionTask(task, null, null);
        }
        Set<String> distinct = new HashSet<>(labels);
        if (distinct.size() < labels.size()) {
            throw new UserError(origin + ": the labels " + list(labels) + " name one twice. List every label once.");
        }
        if (task == Task.BINARY && labels.size() != 2) {
            throw new UserError(origin + ": a binary task has two labels, not " + labels.size() + " (" + list(labels)
                    + "). List two, or set the task to multiclass.");
        }
        if (labels.size() < 2) {
            throw new UserError(origin + ": there is only one label (" + list(labels)
                    + "); a classifier tells at least two apart.");
        }
        if (posLabel != null && task == Task.MULTICLASS) {
            throw new UserError(origin + ": the positive label \"" + posLabel
                    + "\" says which of two labels counts; a multiclass task has none. Leave it out.");
        }
        if (posLabel != null && !labels.contains(posLabel)) {
            throw new UserError(origin + ": the positive label \"" + posLabel + "\" is not one of the labels ("
                    + list(labels) + "). " + NearNames.hint(posLabel, labels));
        }
        return new PredictionTask(task, List.copyOf(labels), posLabel);
    }

    /** What it leaves undefined, as a sentence. */
    Optional<String> warning() {
        return posLabel == null && labels != null && labels.size() == 2
                ? Optional.of(
                        "no positive label is declared, so precision, recall, roc_auc and the like are undefined.")
                : Optional.empty();
    }

    /**
     * A target that only the options declare.
     *
     * @param name what predicts, for messages
     * @param labels those of the options, or what else says them; null for none
     * @throws UserError when something is missing or contradicts something else
     */
    static PredictionTask declared(String name, TargetOptions options, List<String> labels) {
        if (options.task() == null && labels == null) {
            throw new UserError(name
                    + ": the task is not known. Give the labels (labels, --labels no,yes), which are never taken from"
                    + " the rows, or say that numbers are predicted (task: regression, --task regression).");
        }
        Task task = options.task() != null ? options.task() : labels.size() == 2 ? Task.BINARY : Task.MULTICLASS;
        if (task.isClassification() && labels == null) {
            throw new UserError(
                    name
                            + ": the labels are not declared. List them (labels, --labels no,yes); they are never taken from the rows.");
        }
        return of("the options", task, labels, options.posLabel());
    }

    /** Position of the positive label, or {@link ClassificationOutcomes#NO_POSITIVE}. */
    int positive() {
        return posLabel == null ? ClassificationOutcomes.NO_POSITIVE : labels.indexOf(posLabel);
    }

    /** A text of a label column as the labels are declared: truth values are written as {@code True} or as {@code true}. */
    String declared(String text) {
        boolean truth = "True".equals(text) || "False".equals(text);
        if (!truth || labels == null || labels.contains(text)) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return labels.contains(lower) ? lower : text;
    }

    static String list(List<String> labels) {
        return String.join(", ", labels);
    }
}
