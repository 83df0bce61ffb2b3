package io.jenkins.plugins.mlpipeline.config;

import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundSetter;

/** What an administrator decides of deployments: which clouds serve them, and who may deploy or roll back without what is usual. */
public abstract class DeploymentSettings extends WorkerDefaults {
    /** Lists that are typed as lines. */
    private static final List<String> AS_LINES =
            List.of("deploymentClouds", "ungatedFolders", "automaticRollbackFolders", "trustedCauses");

    /** Names of clouds; null in a configuration that was saved before there was this setting. */
    private List<String> deploymentClouds;

    private boolean allowUngated;
    /** Full names of folders; null as above. */
    private List<String> ungatedFolders;

    /** Full names of folders; null as above. */
    private List<String> automaticRollbackFolders;

    /** Class names of causes; null as above. */
    private List<String> trustedCauses;

    static <T> List<T> unchanging(List<T> kept) {
        return kept == null ? List.of() : List.copyOf(kept);
    }

    /** Makes lists of the lines of a form. */
    static void splitLines(JSONObject form) {
        AS_LINES.forEach(field -> TextLines.makeList(form, field));
    }

    /** A list as the form shows it. */
    public String asLines(List<String> items) {
        return String.join("\n", items);
    }

    /** The Kubernetes clouds that deployments may use; no other serves them. */
    public List<String> getDeploymentClouds() {
        return unchanging(deploymentClouds);
    }

    @DataBoundSetter
    public void setDeploymentClouds(List<String> deploymentClouds) {
        this.deploymentClouds = TextLines.clean(deploymentClouds);
        save();
    }

    /** Whether every job may deploy without a passing verdict when it gives a reason. */
    public boolean isAllowUngated() {
        return allowUngated;
    }

    @DataBoundSetter
    public void setAllowUngated(boolean allowUngated) {
        this.allowUngated = allowUngated;
        save();
    }

    /** The folders whose jobs may do so. */
    public List<String> getUngatedFolders() {
        return unchanging(ungatedFolders);
    }

    @DataBoundSetter
    public void setUngatedFolders(List<String> ungatedFolders) {
        this.ungatedFolders = TextLines.clean(ungatedFolders);
        save();
    }

    /** Whether a job may deploy without a passing verdict when it gives a reason. */
    public boolean permitsUngated(Item job) {
        return allowUngated || isIn(getUngatedFolders(), job);
    }

    private static boolean isIn(List<String> folders, Item job) {
        for (ItemGroup<?> around = job.getParent(); around instanceof Item folder; around = folder.getParent()) {
            if (folders.contains(folder.getFullName())) {
                return true;
            }
        }
        return false;
    }

    /** The folders whose jobs may roll back a target although no person started the build. */
    public List<String> getAutomaticRollbackFolders() {
        return unchanging(automaticRollbackFolders);
    }

    @DataBoundSetter
    public void setAutomaticRollbackFolders(List<String> automaticRollbackFolders) {
        this.automaticRollbackFolders = TextLines.clean(automaticRollbackFolders);
        save();
    }

    /** Whether a job may do so. */
    public boolean permitsAutomaticRollback(Item job) {
        return isIn(getAutomaticRollbackFolders(), job);
    }

    /** Class names of causes of builds that stand for no person, beside those that are known. */
    public List<String> getTrustedCauses() {
        return unchanging(trustedCauses);
    }

    @DataBoundSetter
    public void setTrustedCauses(List<String> trustedCauses) {
        this.trustedCauses = TextLines.clean(trustedCauses);
        save();
    }
}
