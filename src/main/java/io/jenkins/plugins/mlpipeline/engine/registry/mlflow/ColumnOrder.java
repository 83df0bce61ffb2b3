package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.FeatureNames;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.MlflowSignature;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.NamesList;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In which order a model of one tensor took its columns when it was judged. The same bytes fed in another order are another
 * model, so that a registered version states the order in its signature.
 *
 * @param judged columns; null where the model takes them by name, or the evaluation does not say
 */
record ColumnOrder(List<String> judged) {
    /** The order that a signature beside a model states; empty when there is none. */
    static Optional<List<String>> stated(Path model) throws IOException {
        return MlflowSignature.beside(model).map(FeatureNames::names);
    }

    /** Whether a version can be used as the model that was judged. */
    boolean isStated(Path model) throws IOException {
        return !matters() || stated(model).equals(Optional.of(judged));
    }

    private boolean matters() {
        return judged != null && judged.size() > 1;
    }

    /**
     * What is to be registered states no other order.
     *
     * @throws UserError when it does
     */
    void require(String named, Path model) throws IOException {
        Optional<List<String>> stated = stated(model);
        if (matters() && stated.isPresent() && !stated.get().equals(judged)) {
            throw new UserError(named + ": its signature takes the columns as " + NamesList.of(stated.get())
                    + ", but it was judged with them as " + NamesList.of(judged)
                    + ". Nothing was registered. Validate it without features, or log it again with the signature that"
                    + " is right.");
        }
    }

    /** What a reader should know of a version that states no order; empty when it does. */
    Optional<String> missing(ModelReference.Version version, Path model) throws IOException {
        return isStated(model)
                ? Optional.empty()
                : Optional.of(version + " has no signature, so nothing in it says that it takes the columns as "
                        + NamesList.of(judged) + ": log models with a signature");
    }

    /** The lines of {@code MLmodel} that state an order. */
    static String signature(List<String> columns) {
        List<Map<String, Object>> inputs = columns.stream()
                .map(name -> {
                    Map<String, Object> input = new LinkedHashMap<>();
                    // MLflow casts doubles to what the tensor takes, and refuses to narrow what a file of numbers
                    // holds.
                    input.put("type", "double");
                    input.put("name", name);
                    input.put("required", true);
                    return input;
                })
                .toList();
        // A JSON text is a text of YAML too, whatever is in the names.
        return "signature:\n  inputs: " + TextNode.valueOf(Json.tree(inputs).toString())
                + "\n  outputs: null\n  params: null\n";
    }
}
