package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** All the files of a model: a package, a file, or an ONNX file with those beside it that it keeps values in. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Hashes a model.
     *
     * @throws UserError when there is none, or a file that it keeps values in is not an ordinary one beside it
     */
    public static ModelDigests digests(Path model) throws IOException {
        ModelDigests digests = ModelDigests.read(model);
        if (!Files.isRegularFile(model)
                || !model.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return digests;
        }
        Map<String, String> files = new TreeMap<>(digests.byPath());
        files.putAll(beside(model));
        return ModelDigests.of(files);
    }

    /** What is no model that is run keeps nothing elsewhere. */
    private static Map<String, String> beside(Path model) throws IOException {
        SortedSet<String> names;
        try {
            names = ExternalNames.of(model);
        } catch (UserError | ProtobufReader.Malformed e) {
            return Map.of();
        }
        return ExternalData.digests(model, names);
    }
}
