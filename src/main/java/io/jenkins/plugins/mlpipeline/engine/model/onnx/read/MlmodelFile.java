package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file {@code MLmodel} that MLflow writes beside a model: its flavours and its signature. */
public final class MlmodelFile {
    /** Its name. */
    public static final String NAME = "MLmodel";

    private static final int MOST_BYTES = 1 << 20;

    private MlmodelFile() {}

    /**
     * What it says; empty where there is none, or none that can be read.
     *
     * @param folder the model's
     */
    public static Optional<JsonNode> in(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
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
            return trees.stream().findFirst();
        } catch (UserError e) {
            return Optional.empty();
        }
    }
}
