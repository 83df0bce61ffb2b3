package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A key that signs the records of a folder's jobs, in place of the one for every job. */
public final class FolderKey extends AbstractDescribableImpl<FolderKey> {
    private final String folder;
    private final Secret key;
    private final String id;

    /**
     * @param folder full name of a folder or a job
     * @param key the private key in PEM (PKCS #8)
     * @param id what signatures call it; null or empty for nothing
     */
    @DataBoundConstructor
    public FolderKey(String folder, Secret key, String id) {
        this.folder = Util.fixNull(folder).strip();
        this.key = Secret.fromString(key == null ? "" : key.getPlainText().strip());
        this.id = Util.fixEmptyAndTrim(id);
    }

    public String getFolder() {
        return folder;
    }

    public Secret getKey() {
        return key;
    }

    public String getId() {
        return id;
    }

    /** Whether it signs for the job of that full name, as long as no nearer one does. */
    boolean covers(String job) {
        return Folders.covers(folder, job);
    }

    /** The same for the folder's new name, when it or a folder around it was renamed or moved. */
    FolderKey moved(String from, String to) {
        String now = Folders.moved(folder, from, to);
        return now.equals(folder) ? this : new FolderKey(now, key, id);
    }

    /**
     * What is wrong with the folder: there is none of that name, now.
     *
     * @return a sentence for an administrator; null when nothing is
     */
    String folderProblem() {
        return Folders.problem(folder, "its key signs nothing; it will");
    }

    /** What it signs with. */
    Signer signer() {
        return new Signer(key, id, name());
    }

    private String name() {
        return "the signing key of \"" + folder + "\"";
    }

    private void check() {
        if (folder.isEmpty()) {
            throw new UserError(
                    "A signing key of a folder names no folder; the key for every job has a field of its own.");
        }
        SigningKey.parse(key.getPlainText(), name());
    }

    /** @throws UserError for the first that can't sign, or a second one of a folder */
    static void check(List<FolderKey> keys) {
        Set<String> folders = new HashSet<>();
        for (FolderKey key : keys) {
            key.check();
            if (!folders.add(key.folder)) {
                throw new UserError("There are two signing keys of \"" + key.folder + "\"; leave one of them.");
            }
        }
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<FolderKey> {
        @Override
        public String getDisplayName() {
            return Messages.FolderKey_DisplayName();
        }

        /** Checks the folder while it is typed. It may be made later, so that it can be stored all the same. */
        @POST
        public FormValidation doCheckFolder(@QueryParameter String value) {
            return Checks.byAdministrator(value, typed -> new FolderKey(typed, null, null).folderProblem());
        }
    }
}
