package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** Where models come from. */
public interface ModelSource {
    /**
     * Where none are from, because nobody said which registry.
     *
     * @param how says how it is named, as a sentence
     */
    static ModelSource none(String how) {
        return (reference, into) -> {
            throw new UserError(reference + ": is in a registry, and none is named. " + how);
        };
    }

    /**
     * Brings a model here.
     *
     * @param into an empty folder
     * @throws TamperedVersion when its bytes are not those that were registered
     * @throws UserError when there is none, or it may not be had
     */
    Fetched fetch(ModelReference reference, Path into) throws IOException;
}
