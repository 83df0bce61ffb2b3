package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The names of a model's inputs in the file {@code MLmodel} that MLflow writes beside it. */
public final class MlflowSignature {
    private MlflowSignature() {}

    /**
     * The names, where there is such a file with a signature of columns; one that can't be read says nothing.
     *
     * @param model the model's file
     */
    public static Optional<FeatureNames> beside(Path model) throws IOException {
        Path folder = Objects.requireNonNullElse(model.getParent(), Path.of(""));
        String inputs = MlmodelFile.in(folder)
                .map(said -> said.path("signature").path("inputs").asText(""))
                .orElse("");
        try {
            return inputs.isEmpty()
                    ? Optional.empty()
                    : names(Json.parse(inputs, JsonNode.class, MlmodelFile.NAME, new Budget(TextLimits.METRICS)));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    private static Optional<FeatureNames> names(JsonNode inputs) {
        List<String> names = new ArrayList<>();
        for (JsonNode input : inputs) {
            if (!input.path("name").isTextual() || input.path("type").asText().equals("tensor")) {
                return Optional.empty();
            }
            names.add(input.path("name").asText());
        }
        return names.isEmpty() || new HashSet<>(names).size() < names.size()
                ? Optional.empty()
                : Optional.of(new FeatureNames("the signature in " + MlmodelFile.NAME + " beside it", names, true));
    }
}
