package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.util.List;
import java.util.function.BiConsumer;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the deployments of every job, or of those of a folder, are held to: see {@link DeploymentLimits.Rule}. */
public final class DeploymentRule extends AbstractDescribableImpl<DeploymentRule> {
    private final String folder;
    private String kinds = "";
    private String namespaces = "";
    private String clusters = "";
    private String minimumBinding = "";
    private String coveredTexts = "";
    /** Null in configurations of earlier versions. */
    private String conditions;
    /** Null in configurations of earlier versions. */
    private String rollbackTo;

    /**
     * @param folder full name of a folder or a job; null or empty: everywhere
     */
    @DataBoundConstructor
    public DeploymentRule(String folder) {
        this.folder = Util.fixNull(folder).strip();
    }

    public String getFolder() {
        return folder;
    }

    /** A kind in each line. */
    public String getKinds() {
        return kinds;
    }

    @DataBoundSetter
    public void setKinds(String kinds) {
        this.kinds = Util.fixNull(kinds).strip();
    }

    /** A namespace in each line. */
    public String getNamespaces() {
        return namespaces;
    }

    @DataBoundSetter
    public void setNamespaces(String namespaces) {
        this.namespaces = Util.fixNull(namespaces).strip();
    }

    /** A cloud, or the address of an API server, in each line. */
    public String getClusters() {
        return clusters;
    }

    @DataBoundSetter
    public void setClusters(String clusters) {
        this.clusters = Util.fixNull(clusters).strip();
    }

    /** A level, or empty. */
    public String getMinimumBinding() {
        return minimumBinding;
    }

    @DataBoundSetter
    public void setMinimumBinding(String minimumBinding) {
        this.minimumBinding = Util.fixNull(minimumBinding).strip();
    }

    /** The path of a file in each line. */
    public String getCoveredTexts() {
        return coveredTexts;
    }

    @DataBoundSetter
    public void setCoveredTexts(String coveredTexts) {
        this.coveredTexts = Util.fixNull(coveredTexts).strip();
    }

    /** When a custom resource works, one kind in each line. */
    public String getConditions() {
        return Util.fixNull(conditions);
    }

    @DataBoundSetter
    public void setConditions(String conditions) {
        this.conditions = Util.fixEmptyAndTrim(conditions);
    }

    /** What a rollback looks for at least; empty leaves it to the rule around. */
    public String getRollbackTo() {
        return Util.fixNull(rollbackTo);
    }

    @DataBoundSetter
    public void setRollbackTo(String rollbackTo) {
        this.rollbackTo = Util.fixEmptyAndTrim(rollbackTo);
    }

    /** The same for the folder's new name, when it or a folder around it was renamed or moved. */
    DeploymentRule moved(String from, String to) {
        String now = Folders.moved(folder, from, to);
        if (now.equals(folder)) {
            return this;
        }
        DeploymentRule moved = new DeploymentRule(now);
        moved.setKinds(kinds);
        moved.setNamespaces(namespaces);
        moved.setClusters(clusters);
        moved.setMinimumBinding(minimumBinding);
        moved.setCoveredTexts(coveredTexts);
        moved.setConditions(conditions);
        moved.setRollbackTo(rollbackTo);
        return moved;
    }

    /**
     * What is wrong with the folder: there is none of that name, now.
     *
     * @return a sentence for an administrator; null when nothing is
     */
    String folderProblem() {
        return Folders.problem(folder, "this deployment rule holds for nothing; it will");
    }

    DeploymentLimits.Rule read() {
        return new DeploymentLimits.Rule(
                folder,
                lines(kinds),
                lines(namespaces),
                lines(clusters),
                minimumBinding,
                lines(coveredTexts),
                lines(getConditions()),
                getRollbackTo());
    }

    private static List<String> lines(String text) {
        return TextLines.clean(text.lines().toList());
    }

    /** @throws UserError for the first that is not understood */
    static void check(List<DeploymentRule> rules) {
        rules.forEach(rule -> rule.read().check());
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<DeploymentRule> {
        @Override
        public String getDisplayName() {
            return Messages.DeploymentRule_DisplayName();
        }

        /** Checks the folder while it is typed. It may be made later, so that it can be stored all the same. */
        @POST
        public FormValidation doCheckFolder(@QueryParameter String value) {
            return Checks.byAdministrator(value, typed -> new DeploymentRule(typed).folderProblem());
        }

        /** Checks the kinds while they are typed. */
        @POST
        public FormValidation doCheckKinds(@QueryParameter String value) {
            return checked(value, DeploymentRule::setKinds);
        }

        /** Checks the rules of kinds while they are typed. */
        @POST
        public FormValidation doCheckConditions(@QueryParameter String value) {
            return checked(value, DeploymentRule::setConditions);
        }

        private static FormValidation checked(String value, BiConsumer<DeploymentRule, String> setter) {
            return Checks.byAdministrator(value, typed -> {
                DeploymentRule rule = new DeploymentRule("");
                setter.accept(rule, typed);
                rule.read().check();
                return null;
            });
        }

        /** What a rollback may look for, and none, which leaves it to the rule around. */
        @POST
        public ListBoxModel doFillRollbackToItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add("", "");
            items.add(RollbackTo.GATED.word());
            items.add(RollbackTo.VERIFIED.word());
            return items;
        }

        /** The levels, and none, which leaves it to the rule around. */
        @POST
        public ListBoxModel doFillMinimumBindingItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add("", "");
            for (How how : How.values()) {
                if (how != How.UNGATED) {
                    items.add(how.name());
                }
            }
            return items;
        }
    }
}
