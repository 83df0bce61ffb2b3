package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelDigests;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.record.RecentBuilds;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Models among the artifacts of builds, in a folder that is named by their digest. */
@Restricted(NoExternalUse.class)
public final class ModelArchive {
    /** The folder of all models among the artifacts. */
    public static final String FOLDER = "ml-pipeline-models";

    private ModelArchive() {}

    /** Whether an archived file is a part of its model, and not what tells which rows it learnt from. */
    public static boolean isPart(String name) {
        return !PackageFiles.ROW_SET.equals(name);
    }

    /** The folder of a model among the artifacts. */
    public static String path(String digest) {
        return FOLDER + "/" + Digest.hex(digest);
    }

    /** The archived files of a model. */
    public static VirtualFile root(Run<?, ?> run, String digest) {
        return run.getArtifactManager().root().child(path(digest));
    }

    /**
     * Whether files are what an evaluation is about: the worker names a digest, the controller computes it from the bytes
     * that it received.
     */
    public static boolean holds(VirtualFile folder, String digest) throws IOException {
        return holds(digests(folder), digest);
    }

    /**
     * The same of files that were hashed already.
     *
     * @param digests by file name
     */
    public static boolean holds(Map<String, String> digests, String digest) {
        return !digests.isEmpty() && ModelDigests.of(digests).whole().equals(digest);
    }

    /**
     * Hashes what a build archived under a digest.
     *
     * @return what the files really are, or empty when there are none
     */
    public static Optional<Delivery.Hashed> hashed(Run<?, ?> run, String digest) throws IOException {
        Map<String, String> digests = digests(root(run, digest));
        return digests.isEmpty()
                ? Optional.empty()
                : Optional.of(new Delivery.Hashed(
                        "the model that " + run.getFullDisplayName() + " archived",
                        ModelDigests.of(digests).whole(),
                        digests));
    }

    private static Map<String, String> digests(VirtualFile folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (VirtualFile file : folder.list()) {
            if (isPart(file.getName())) {
                digests.put(file.getName(), digest(file));
            }
        }
        return digests;
    }

    /**
     * Finds the newest build of a job that archived a model, among its last two hundred.
     *
     * @param job the caller has checked that it may be read
     * @param digest {@code sha256:<hex>}
     * @return the build, when the reader may see the job's artifacts
     */
    public static Optional<Run<?, ?>> build(Job<?, ?> job, String digest) {
        if (!Digest.isDigest(digest) || !job.hasPermission(hudson.model.Item.READ)) {
            return Optional.empty();
        }
        return RecentBuilds.first(
                job.getLastBuild(),
                run -> mayRead(run) && hasArchived(run, digest) ? Optional.of(run) : Optional.empty());
    }

    private static boolean hasArchived(Run<?, ?> run, String digest) {
        MlPipelineAction action = run.getAction(MlPipelineAction.class);
        return action != null
                && action.getModels().stream().anyMatch(m -> m.isArchived() && digest.equals(m.getModelDigest()));
    }

    /** Whether the reader may see what a build archived. */
    public static boolean mayRead(Run<?, ?> run) {
        return !hudson.Functions.isArtifactsPermissionEnabled() || run.hasPermission(Run.ARTIFACTS);
    }

    private static String digest(VirtualFile file) throws IOException {
        MessageDigest sha = Digest.sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = file.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
        }
        return Digest.write(sha);
    }
}
