package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;

/** Reads a spec file of a workspace. */
final class SpecFile {
    private static final long MOST_BYTES = 1L << 20;

    private SpecFile() {}

    /**
     * Reads it.
     *
     * @throws UserError when it is missing or not understood
     */
    static Spec read(FilePath workspace, String path) throws IOException, InterruptedException {
        String text = ReadText.of(workspace.child(path), MOST_BYTES);
        if (text == null) {
            throw new UserError(path + ": there is no such file in the workspace.");
        }
        return Spec.parse(text, path);
    }
}
