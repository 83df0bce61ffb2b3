package io.jenkins.plugins.mlpipeline.steps;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.connection.JobCredentials;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code mlAttest}: attaches this build's signed verdict to the image that it is about. */
public class MlAttestStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String credentialsId;
    private String image;
    private String id = ModelId.STANDARD;

    /** @param credentialsId a credential of the job, for the image's registry alone */
    @DataBoundConstructor
    public MlAttestStep(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        if (this.credentialsId == null) {
            throw new IllegalArgumentException(
                    "mlAttest needs credentialsId: a credential of the job that may write to the image's repository.");
        }
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AttestExecution(context, this);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** The image by digest; null for the one that was judged. */
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Checks.text(image, given -> OciReference.byDigest(given).toString());
    }

    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = ModelId.of(id);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends MlStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlAttest";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlAttestStep_DisplayName();
        }

        /** The credentials that the job may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return JobCredentials.choices(
                    item, credentialsId, "", CredentialsMatchers.instanceOf(UsernamePasswordCredentials.class));
        }

        /** Checks the image while it is typed. */
        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> OciReference.byDigest(given).toString());
        }
    }
}
