package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.NamesList;
import java.util.List;

/** What to do about a model that answers a row with no number. */
final class Unfinished {
    private Unfinished() {}

    /**
     * The advice, to end a sentence with.
     *
     * @param missing columns of the row without a value
     */
    static String advice(List<String> missing) {
        return missing.isEmpty()
                ? ". No cell of this row is missing: look for very large ones, and whether the model's training went well."
                : ". The row has no value in " + NamesList.of(missing)
                        + ": fill the cells as in training, leave such rows out, or export the model together with its"
                        + " imputer.";
    }
}
