package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The names of a model's inputs in the file {@code MLmodel} that MLflow writes beside it. */
final class MlflowSignature {
    private static final String FILE = "MLmodel";
    private static final int MOST_BYTES = 1 << 20;

    private MlflowSignature() {}

    /**
     * The names, where there is such a file with a signature of columns; one that can't be read says nothing.
     *
     * @param model the model's file
     */
    static Optional<FeatureNames> beside(Path model) throws IOException {
        Path file = model.resolveSibling(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            Budget budget = new Budget(TextLimits.METRICS);
            List<JsonNode> trees = YamlReader.trees(file.toString(), new String(bytes, StandardCharsets.UTF_8), budget);
            String inputs = trees.isEmpty()
                    ? ""
                    : trees.get(0).path("signature").path("inputs").asText();
            return inputs.isEmpty()
                    ? Optional.empty()
                    : names(Json.parse(inputs, JsonNode.class, file.toString(), budget));
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
                : Optional.of(new FeatureNames("the signature in " + FILE + " beside it", names, true));
    }
}
