package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import java.io.IOException;
import java.io.InputStream;
import jenkins.util.VirtualFile;

/**
 * A model that a build archived under its digest.
 *
 * @param digest {@code sha256:<hex>}
 * @param jobName full or relative name of the job that archived it; null for the job that asks
 */
record ArchivedModel(String digest, String jobName) {
    private static final String FOLDER = "archived-model";

    /** Whether a text names a model by its digest and not by a path. */
    static boolean isNamedBy(String model) {
        return Digest.isDigest(model);
    }

    /**
     * Copies the model to the agent.
     *
     * @param folder on the agent
     * @return the file, or the folder of the package
     * @throws UserError when the build can see no such job, or none of its builds has the model
     */
    FilePath copyTo(FilePath folder, OtherJobs jobs) throws IOException, InterruptedException {
        return jobs.reading(
                jobName,
                job -> copy(
                        ModelArchive.find(job, digest)
                                .orElseThrow(() -> new UserError("No build of \"" + job.getFullName()
                                        + "\" that this build may read has archived the model " + digest + ".")),
                        folder.child(FOLDER)));
    }

    /**
     * Copies archived files to the agent.
     *
     * @return the file, or the folder when there are several
     */
    static FilePath copy(VirtualFile archived, FilePath target) throws IOException, InterruptedException {
        VirtualFile[] files = archived.list();
        for (VirtualFile file : files) {
            try (InputStream bytes = file.open()) {
                target.child(file.getName()).copyFrom(bytes);
            }
        }
        return files.length == 1 ? target.child(files[0].getName()) : target;
    }
}
