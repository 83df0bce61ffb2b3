package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.JobCredentials;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@code mlDeploy}. */
public abstract class DeployStepDescriptor extends MlStepDescriptor {
    @Override
    public String getFunctionName() {
        return "mlDeploy";
    }

    @Override
    public String getDisplayName() {
        return Messages.MlDeployStep_DisplayName();
    }

    /** What is verified, as the form shows it. */
    public String asInline(Map<?, ?> map) {
        return InlineItems.inline(map);
    }

    /** Checks what is verified while it is typed. */
    @POST
    public FormValidation doCheckVerify(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> new MlDeployStep().setVerify(given));
    }

    /** Several targets, as the form shows them. */
    public String asItems(List<?> items) {
        return InlineItems.lines(items);
    }

    /** Checks several targets while they are typed. */
    @POST
    public FormValidation doCheckTargets(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> new MlDeployStep().setTargets(given));
    }

    /** Checks the size of a wave while it is typed. */
    @POST
    public FormValidation doCheckWave(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> new MlDeployStep().setWave(given));
    }

    /** Checks the age of the verdict while it is typed. */
    @POST
    public FormValidation doCheckMaxAge(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, "maxAge", value);
    }

    /** Checks the time limit while it is typed. */
    @POST
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, "timeout", value);
    }

    /** Checks the time of stability while it is typed. */
    @POST
    public FormValidation doCheckStableFor(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, "stableFor", value);
    }

    /** What a time comes to, in seconds. */
    private static FormValidation time(Item item, String name, String value) {
        Duration[] read = new Duration[1];
        FormValidation said = checked(item, value, given -> read[0] = OptionText.duration(name, given));
        return read[0] == null ? said : FormValidation.ok(read[0].toSeconds() + " s");
    }

    /** The clouds that serve deployments, for those who may configure the job. */
    @POST
    public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
        ListBoxModel items = new ListBoxModel();
        items.add("", "");
        if (Checks.mayConfigure(item)) {
            MlPipelineConfiguration.get().getDeploymentClouds().forEach(items::add);
        } else if (Util.fixEmpty(cloud) != null) {
            items.add(cloud);
        }
        return items;
    }

    /** The credentials that the job may use; for others only what is there already. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String serverUrl) {
        return JobCredentials.choices(
                item, credentialsId, serverUrl, AuthenticationTokens.matcher(KubernetesAuth.class));
    }

    /** How much must have been compared. */
    @POST
    public ListBoxModel doFillMinimumBindingItems() {
        return choices("", "BYTES", "IMAGE", "PIPELINE", "DECLARED_ONLY");
    }

    /** What to do about a failed rollout. */
    @POST
    public ListBoxModel doFillOnFailureItems() {
        return choices("rollback", "leave");
    }

    /** What to do about one without a verdict in time. */
    @POST
    public ListBoxModel doFillOnTimeoutItems() {
        return choices("leave", "rollback");
    }

    /** What to do when the build is stopped. */
    @POST
    public ListBoxModel doFillOnAbortItems() {
        return choices("leave", "rollback");
    }

    /** Checks the patience with an outage while it is typed. */
    @POST
    public FormValidation doCheckOutagePatience(@AncestorInPath Item item, @QueryParameter String value) {
        return time(item, "outagePatience", value);
    }

    /** What a rollback looks for. */
    @POST
    public ListBoxModel doFillRollbackToItems() {
        return choices("previous", "gated", "verified");
    }

    /** What to do about fields that nothing explains. */
    @POST
    public ListBoxModel doFillUnexplainedItems() {
        return choices("warn", "fail", "ignore");
    }

    /** Whose number of replicas counts. */
    @POST
    public ListBoxModel doFillReplicasItems() {
        return choices("preserve", "manifest");
    }
}
