package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SubjectName;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What predictions or metrics are about, so that a deployment can check that it deploys just that: a digest, or an image
 * named by its digest.
 */
public final class Subject {
    private Subject() {}

    /**
     * The subject that a reference names.
     *
     * @param reference {@code sha256:...}, {@code image@sha256:...}, or the path of a file or of a model package, whose
     *     digest is taken
     * @return {@code sha256:<hex>} or {@code image@sha256:<hex>}
     * @throws UserError when it names nothing that can't change
     */
    public static String resolve(String reference) throws IOException {
        Optional<String> named = SubjectName.of(reference);
        if (named.isPresent()) {
            return named.get();
        }
        String text = reference.strip();
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw unknown(text);
        }
        if (Files.isRegularFile(path)) {
            return Digest.ofFile(path);
        }
        if (Files.isDirectory(path)) {
            if (!ModelPackage.isPackage(path)) {
                throw new UserError("subject \"" + text
                        + "\": is a folder without model.json. Name a file, a model package, or a digest.");
            }
            return ModelPackage.read(path).digest();
        }
        throw unknown(text);
    }

    private static UserError unknown(String text) {
        return new UserError("subject \"" + text + "\": is neither a file nor a digest. Name a file, a model package,"
                + " sha256:<64 hex digits>, or an image by its digest (image@sha256:...): a tag can be moved.");
    }
}
