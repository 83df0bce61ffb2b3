package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads a spec file of a workspace. */
@Restricted(NoExternalUse.class)
public final class SpecFile {
    private static final long MOST_BYTES = 1L << 20;

    private SpecFile() {}

    /**
     * Reads it.
     *
     * @throws UserError when it is missing or not understood
     */
    public static Spec read(FilePath workspace, String path) throws IOException, InterruptedException {
        String text = ReadText.of(workspace.child(path), MOST_BYTES);
        if (text == null) {
            throw new UserError(path + ": there is no such file in the workspace.");
        }
        return Spec.parse(text, path);
    }
}
