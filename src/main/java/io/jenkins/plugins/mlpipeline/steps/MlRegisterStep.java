package io.jenkins.plugins.mlpipeline.steps;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.connection.JobCredentials;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.ModelRegistration;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import io.jenkins.plugins.mlpipeline.steps.registry.RegisterWish;
import java.io.Serializable;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code mlRegister}: registers the model that passed its gates in this build, and points an alias to it. */
public class MlRegisterStep extends Step implements RegisterWish, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private String registry;
    private String alias;
    private String id = ModelId.STANDARD;
    private String credentialsId;
    private String experiment;
    private boolean log;

    /** @param name of the registered model */
    @DataBoundConstructor
    public MlRegisterStep(String name) {
        this.name = ModelRegistration.requireName(Util.fixNull(name).strip());
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (credentialsId == null) {
            throw new AbortException(
                    "mlRegister needs credentialsId: a credential of the job that may register models.");
        }
        return new RegisterExecution(context, this);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getRegistry() {
        return registry;
    }

    @DataBoundSetter
    public void setRegistry(String registry) {
        this.registry = Util.fixEmptyAndTrim(registry);
    }

    @Override
    public String getAlias() {
        return alias;
    }

    @DataBoundSetter
    public void setAlias(String alias) {
        this.alias = Checks.text(alias, ModelRegistration::requireAlias);
    }

    @Override
    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = ModelId.of(id);
    }

    @Override
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public String getExperiment() {
        return experiment;
    }

    @DataBoundSetter
    public void setExperiment(String experiment) {
        this.experiment = Util.fixEmptyAndTrim(experiment);
    }

    @Override
    public boolean isLog() {
        return log;
    }

    @DataBoundSetter
    public void setLog(boolean log) {
        this.log = log;
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends MlStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlRegister";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlRegisterStep_DisplayName();
        }

        /** The registries that an administrator named. */
        @POST
        public ListBoxModel doFillRegistryItems(@AncestorInPath Item item) {
            boolean permitted = Checks.mayConfigure(item);
            return choices(
                    permitted
                            ? MlPipelineConfiguration.get().getRegistries().stream()
                                    .map(RegistryConnection::getName)
                                    .toList()
                            : List.of());
        }

        /** The credentials that the job may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return JobCredentials.choices(
                    item,
                    credentialsId,
                    "",
                    CredentialsMatchers.anyOf(
                            CredentialsMatchers.instanceOf(UsernamePasswordCredentials.class),
                            CredentialsMatchers.instanceOf(StringCredentials.class)));
        }

        /** Checks the name while it is typed. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, ModelRegistration::requireName);
        }

        /** Checks the alias while it is typed. */
        @POST
        public FormValidation doCheckAlias(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, ModelRegistration::requireAlias);
        }
    }
}
