package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Says in the build's folder that a step reads what strangers wrote. A step that finds its own mark after a restart knows
 * that the controller ended in the middle, perhaps by what was read, and does not read it again: else the restarted
 * controller would end the same way, until somebody deleted the build.
 */
@Restricted(NoExternalUse.class)
public final class ReadingMark {
    private static final String FOLDER = "ml-pipeline-reading";

    private ReadingMark() {}

    /** Reads something. */
    @FunctionalInterface
    public interface Reading<T> {
        /** What was read. */
        T read() throws IOException, InterruptedException;
    }

    /**
     * Reads something under a mark.
     *
     * @param what in a message, after "while it read"
     * @throws AbortException when the controller ended while this step read before
     */
    public static <T> T around(StepContext context, String what, Reading<T> reading)
            throws IOException, InterruptedException {
        Path build = context.get(Run.class).getRootDir().toPath();
        int node = Integer.parseInt(context.get(FlowNode.class).getId());
        return around(build.resolve(FOLDER).resolve(String.valueOf(node)), what, reading);
    }

    static <T> T around(Path mark, String what, Reading<T> reading) throws IOException, InterruptedException {
        if (Files.exists(mark)) {
            throw new AbortException("The controller ended while it read " + what
                    + ", perhaps because of that, so it does not read it again."
                    + " Look into the controller's log for the reason, then start a new build.");
        }
        // Stored before the first character is looked at.
        AtomicFiles.write(mark, what.getBytes(StandardCharsets.UTF_8));
        try {
            return reading.read();
        } finally {
            AtomicFiles.delete(mark);
        }
    }
}
