package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxFacts;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OutputRoles;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Settles what a model predicts: from its {@code model.json}, else from options and what the ONNX file says of itself.
 * What is said twice must agree.
 */
final class ModelTarget {
    private static final String OPTIONS = "the options";

    private final String name;
    private final OnnxFacts facts;
    private final OutputRoles roles;

    private ModelTarget(String name, OnnxFacts facts, OutputRoles roles) {
        this.name = name;
        this.facts = facts;
        this.roles = roles;
    }

    /**
     * The target of a model.
     *
     * @param name the model, for messages
     * @param declared what its package says; null for a plain ONNX file
     * @param options what the caller says
     * @throws UserError when something is missing or contradicts something else
     */
    static PredictionTask settle(
            String name, ModelManifest declared, OnnxFacts facts, OutputRoles roles, TargetOptions options) {
        ModelTarget settling = new ModelTarget(name, facts, roles);
        return declared == null ? settling.plain(options) : settling.packaged(declared, options);
    }

    private PredictionTask packaged(ModelManifest declared, TargetOptions options) {
        if (options.task() != null && options.task() != declared.task()) {
            throw contradiction("task", declared.task().key(), options.task().key());
        }
        if (options.labels() != null
                && (declared.labels() == null || !sameLabels(declared.labels(), options.labels()))) {
            throw contradiction(
                    "labels",
                    declared.labels() == null ? "none" : PredictionTask.list(declared.labels()),
                    PredictionTask.list(options.labels()));
        }
        if (options.posLabel() != null
                && declared.posLabel() != null
                && !declared.posLabel().equals(options.posLabel())) {
            throw contradiction("posLabel", declared.posLabel(), options.posLabel());
        }
        String posLabel = declared.posLabel() != null ? declared.posLabel() : options.posLabel();
        return PredictionTask.of(name, declared.task(), declared.labels(), posLabel);
    }

    private UserError contradiction(String what, String ours, String given) {
        return new UserError(name + ": the model was trained with " + what + " " + ours + ", but " + given
                + " is asked for. Leave the option out, or name the model that belongs to it.");
    }

    private PredictionTask plain(TargetOptions options) {
        List<String> own = ownLabels(name, facts, options);
        if (own != null && options.labels() != null && !sameLabels(own, options.labels())) {
            throw new UserError(name + ": answers the labels " + PredictionTask.list(own) + ", but "
                    + PredictionTask.list(options.labels()) + " are declared. "
                    + (areNumbered(own)
                            ? "The model was trained on numbers in place of labels: say which is which with labels "
                                    + example(own, options.labels())
                                    + ", or write the label column in the same numbers."
                            : "Declare the model's own labels."));
        }
        List<String> labels = options.labels() != null ? options.labels() : own;
        Task task = options.task() != null ? options.task() : inferred(labels, options);
        if (task == Task.REGRESSION) {
            if (own != null || roles.numbers() == null) {
                throw new UserError(name + ": the task is regression, but the model answers labels"
                        + (own == null ? "" : " (" + PredictionTask.list(own) + ")")
                        + ". Set the task to binary or multiclass.");
            }
        } else if (labels == null) {
            throw new UserError(
                    name + ": does not name the labels that it answers. Declare them with labels, in the order"
                            + " of its score columns.");
        }
        return PredictionTask.of(
                options.labels() == null && options.posLabel() == null ? name : OPTIONS,
                task,
                labels,
                options.posLabel());
    }

    /**
     * The labels that a plain model names, as the rows have them, in the order of its score columns; null when it names none.
     *
     * @throws UserError when some of its labels are named otherwise, and others are not
     */
    static List<String> ownLabels(String name, OnnxFacts facts, TargetOptions options) {
        List<String> own = facts.classLabels();
        Map<String, String> names = options.names();
        if (own == null || own.stream().noneMatch(names::containsKey)) {
            return own;
        }
        if (own.size() != names.size() || !names.keySet().containsAll(own)) {
            throw new UserError(name + ": answers the labels " + PredictionTask.list(own) + ", and the labels say what "
                    + String.join(", ", names.keySet()) + " are called. Name each of the model's labels once.");
        }
        return own.stream().map(names::get).toList();
    }

    private static String example(List<String> own, List<String> named) {
        return own.size() != named.size()
                ? own.get(0) + "=NAME," + own.get(1) + "=NAME"
                : String.join(
                        ",",
                        IntStream.range(0, own.size())
                                .mapToObj(i -> own.get(i) + "=" + named.get(i))
                                .toList());
    }

    private Task inferred(List<String> labels, TargetOptions options) {
        if (labels != null) {
            return labels.size() == 2 ? Task.BINARY : Task.MULTICLASS;
        }
        if (roles.labels() == null
                && options.posLabel() == null
                && facts.operators().stream().anyMatch(o -> o.endsWith("Regressor"))) {
            return Task.REGRESSION;
        }
        throw new UserError(name + ": does not say whether it predicts labels or numbers. Give the task (binary,"
                + " multiclass or regression), and for the first two the labels in the order of its score columns.");
    }

    private static boolean sameLabels(List<String> a, List<String> b) {
        return a.size() == b.size() && new HashSet<>(a).equals(new HashSet<>(b));
    }

    private static boolean areNumbered(List<String> labels) {
        return IntStream.range(0, labels.size()).allMatch(i -> labels.get(i).equals(Integer.toString(i)));
    }
}
