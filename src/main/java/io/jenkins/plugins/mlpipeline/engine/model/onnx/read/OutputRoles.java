package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which outputs of a model are what.
 *
 * @param labels the output with predicted labels; null when there is none
 * @param numbers the output with scores or predicted numbers; null when there is none
 */
public record OutputRoles(OnnxValue labels, OnnxValue numbers) {
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
     * @throws UserError when it can't be told
     */
    public static OutputRoles of(String model, List<OnnxValue> outputs) {
        List<OnnxValue> labels = outputs.stream()
                .filter(o -> o.form() == OnnxValue.Form.TENSOR && o.kind().isLabel())
                .toList();
        List<OnnxValue> numbers = outputs.stream()
                .filter(o -> o.form() == OnnxValue.Form.SEQUENCE_OF_MAPS
                        || (o.form() == OnnxValue.Form.TENSOR && o.kind().isReal()))
                .toList();
        OutputRoles roles =
                new OutputRoles(one(model, labels, LABEL_NAMES, "labels"), one(model, numbers, SCORE_NAMES, "scores"));
        if (roles.labels == null && roles.numbers == null) {
            throw new UserError(model + ": answers " + list(outputs)
                    + "; labels (int64 or string) or numbers (float or double) are expected. Export the model with such"
                    + " outputs.");
        }
        return roles;
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
