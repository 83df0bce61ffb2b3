package io.jenkins.plugins.mlpipeline.steps.baseline;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A model that a build archived under its digest.
 *
 * @param digest {@code sha256:<hex>}
 * @param jobName full or relative name of the job that archived it; null for the job that asks
 */
@Restricted(NoExternalUse.class)
public record ArchivedModel(String digest, String jobName) {
    private static final String FOLDER = "archived-model";

    /** Whether a text names a model by its digest and not by a path. */
    public static boolean isNamedBy(String model) {
        return Digest.isDigest(model);
    }

    /**
     * Copies the model to the agent.
     *
     * @param folder on the agent
     * @return the file, or the folder of the package
     * @throws UserError when the build can see no such job, or none of its builds has the model
     */
    public FilePath copyTo(FilePath folder, OtherJobs jobs) throws IOException, InterruptedException {
        return jobs.reading(
                jobName,
                job -> copy(
                        ModelArchive.build(job, digest)
                                .orElseThrow(() -> new UserError("No build of \"" + job.getFullName()
                                        + "\" that this build may read has archived the model " + digest + ".")),
                        digest,
                        folder.child(FOLDER)));
    }

    /**
     * Copies archived files to the agent. What is copied is hashed on its way: nobody says that what a build archived is
     * what it archived then. The set of rows that a package learnt from comes with it; its manifest names that file's digest,
     * which is held against it where it is used.
     *
     * @return the file, or the folder when there are several
     * @throws UserError when the files are no longer what was archived; nothing is left at the target then
     */
    static FilePath copy(Run<?, ?> run, String digest, FilePath target) throws IOException, InterruptedException {
        Map<String, String> digests = new TreeMap<>();
        for (VirtualFile file : ModelArchive.root(run, digest).list()) {
            MessageDigest sha = Digest.sha256();
            try (InputStream bytes = new DigestInputStream(file.open(), sha)) {
                target.child(file.getName()).copyFrom(bytes);
            }
            if (ModelArchive.isPart(file.getName())) {
                digests.put(file.getName(), Digest.write(sha));
            }
        }
        if (!ModelArchive.holds(digests, digest)) {
            target.deleteRecursive();
            throw new UserError("The model that " + run.getFullDisplayName() + " archived is no longer " + digest
                    + ": its files changed on the controller after the build. It is not used; bring them back from a"
                    + " backup, or train and validate anew.");
        }
        return digests.size() == 1 ? target.child(digests.keySet().iterator().next()) : target;
    }
}
