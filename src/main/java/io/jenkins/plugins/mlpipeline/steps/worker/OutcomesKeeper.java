package io.jenkins.plugins.mlpipeline.steps.worker;

import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.steps.common.CappedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Keeps the file of outcomes of a validation in the build's folder, so that a later build compares its model with this one
 * row by row. On the controller, only the page that compares two builds looks into it, within limits.
 */
@Restricted(NoExternalUse.class)
public final class OutcomesKeeper {
    private final RecordFolder record;
    private final TaskListener listener;

    /** Keeps them in this record; what is left out is said in the log. */
    public OutcomesKeeper(RecordFolder record, TaskListener listener) {
        this.record = record;
        this.listener = listener;
    }

    /**
     * Keeps it in place of an earlier one, unless it is larger than an administrator allows.
     *
     * @param file on the agent
     */
    public void keep(FilePath file) throws IOException, InterruptedException {
        Path target = record.outcomes();
        Files.deleteIfExists(target);
        if (!file.exists()) {
            return;
        }
        long bytes = file.length();
        long most = (long) MlPipelineConfiguration.get().getMaxOutcomesMegabytes() << 20;
        if (bytes > most) {
            listener.getLogger()
                    .println(Progress.MARK + "The outcomes of the rows have " + (bytes >> 20) + " MiB; more than "
                            + (most >> 20) + " MiB are not kept, so no later build can compare its model with this one"
                            + " row by row.");
            return;
        }
        Files.createDirectories(record.path());
        Path part = Files.createTempFile(record.path(), ".", ".part");
        try {
            try (OutputStream out = new CappedOutput(Files.newOutputStream(part), bytes)) {
                file.copyTo(out);
            }
            AtomicFiles.replace(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
