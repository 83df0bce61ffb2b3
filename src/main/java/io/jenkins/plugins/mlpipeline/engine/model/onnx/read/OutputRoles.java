package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which outputs of a model are what.
 *
 * @param labels the output with predicted labels; null when there is none
 * @param numbers the output with scores or predicted numbers; null when there is none
 * @param columns outputs that each have the score of one label, in the order of the model's labels, which {@code numbers} stands
 *     for; empty when there are none
 */
public record OutputRoles(OnnxValue labels, OnnxValue numbers, List<OnnxValue> columns) {
    /** Names that converters give to the predicted label. */
    private static final Set<String> LABEL_NAMES =
            Set.of("label", "output_label", "labels", "predicted_label", "class", "variable");

    /** Names that converters give to the scores. */
    private static final Set<String> SCORE_NAMES = Set.of(
            "probabilities", "probability", "output_probability", "output_probabilities", "scores", "logits", "proba");

    /**
     * Finds the roles by type, and by the converters' names where several outputs have the same type.
     *
     * @param model the model's file, for messages
     * @param classLabels the model's labels in their order; null when it names none
     * @throws UserError when it can't be told
     */
    public static OutputRoles of(String model, List<OnnxValue> outputs, List<String> classLabels) {
        List<OnnxValue> labels = outputs.stream()
                .filter(o -> o.form() == OnnxValue.Form.TENSOR && o.kind().isLabel())
                .toList();
        List<OnnxValue> numbers = outputs.stream()
                .filter(o -> o.form() == OnnxValue.Form.SEQUENCE_OF_MAPS
                        || (o.form() == OnnxValue.Form.TENSOR && o.kind().isReal()))
                .toList();
        for (OnnxValue output : labels) {
            if (output.dimension(1) > 1) {
                throw new UserError(model + ": answers " + output.dimension(1) + " labels a row in \"" + output.name()
                        + "\" (several outputs, or several labels at once), which is not supported yet. Export a model for"
                        + " each label; or write its answers into a predictions file, and validate one label after the"
                        + " other.");
            }
        }
        List<OnnxValue> columns = columns(numbers, classLabels);
        OutputRoles roles = new OutputRoles(
                one(model, labels, LABEL_NAMES, "labels"),
                columns.isEmpty()
                        ? one(model, numbers, SCORE_NAMES, "scores")
                        : new OnnxValue(
                                "the score of each label",
                                OnnxValue.Form.TENSOR,
                                ElementKind.FLOAT,
                                "tensor(float)",
                                List.of(-1L, (long) columns.size())),
                columns);
        if (roles.labels == null && roles.numbers == null) {
            throw new UserError(model + ": answers " + list(outputs)
                    + "; labels (int64 or string) or numbers (float or double) are expected. Export the model with such"
                    + " outputs.");
        }
        return roles;
    }

    /** One output for each label, called by it, with a letter for its type before it: {@code sgood, sbad} or {@code i0, i1}. */
    private static List<OnnxValue> columns(List<OnnxValue> numbers, List<String> classLabels) {
        if (classLabels == null || numbers.size() < 2 || numbers.size() != classLabels.size()) {
            return List.of();
        }
        List<OnnxValue> columns = new ArrayList<>();
        for (String label : classLabels) {
            numbers.stream()
                    .filter(n -> n.kind() == ElementKind.FLOAT && n.dimension(1) <= 1 && n.rank() <= 2)
                    .filter(n -> List.of("s" + label, "i" + label, label).contains(n.name()))
                    .findFirst()
                    .ifPresent(columns::add);
        }
        return columns.size() == numbers.size() && new HashSet<>(columns).size() == columns.size()
                ? List.copyOf(columns)
                : List.of();
    }

    private static OnnxValue one(String model, List<OnnxValue> candidates, Set<String> names, String what) {
        if (candidates.size() <= 1) {
            return candidates.isEmpty() ? null : candidates.get(0);
        }
        List<OnnxValue> named = candidates.stream()
                .filter(c -> names.contains(c.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        throw new UserError(model + ": answers " + list(candidates) + ", and which of them are the " + what
                + " can't be told. Export the model with one such output, or name it \""
                + (what.equals("labels") ? "label" : "probabilities") + "\".");
    }

    private static String list(List<OnnxValue> outputs) {
        return NamesList.of(outputs.stream()
                .map(o -> "\"" + o.name() + "\" (" + o.type() + ")")
                .toList());
    }
}
