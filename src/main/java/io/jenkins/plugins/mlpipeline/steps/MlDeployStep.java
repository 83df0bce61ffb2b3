package io.jenkins.plugins.mlpipeline.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlDeploy}: brings a model that a gate passed to a cluster, waits for the truth about it, and goes back when it
 * doesn't work. What was not given is null; the defaults are those of the engine.
 */
public class MlDeployStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String STANDARD_MAX_AGE = "24h";

    private String id = ModelId.STANDARD;
    private String manifests;
    private String resource;
    private boolean restart;
    private String namespace;
    private LinkedHashMap<String, String> images;
    private String cloud;
    private String credentialsId;
    private String serverUrl;
    private String caCertificate;
    private String model;
    private String imageModelDigest;
    private String upstream;
    private String maxAge;
    private String allowUngated;
    private boolean dryRun;
    private String timeout;
    private String stableFor;
    private Integer allowFailures;
    private String onFailure;
    private String onTimeout;
    private String onAbort;
    private boolean deleteBrokenPods;
    private String replicas;
    private String conflicts;
    private String fieldManager;
    private Integer logLines;

    @DataBoundConstructor
    public MlDeployStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new DeployExecution(context, this);
    }

    /** The cluster that it names. */
    ClusterAccess access() {
        return new ClusterAccess(cloud, credentialsId, serverUrl, caCertificate);
    }

    /** How old the verdict may be. */
    Duration oldest() {
        return OptionText.duration("maxAge", maxAge == null ? STANDARD_MAX_AGE : maxAge);
    }

    /**
     * How it is rolled out.
     *
     * @throws UserError when parameters contradict each other
     */
    RolloutOptions options() {
        if ((resource == null) == (manifests == null)) {
            throw new UserError("mlDeploy needs either manifests to apply, or a workload to restart (resource:"
                    + " 'deployment/NAME', restart: true).");
        }
        if (restart != (resource != null)) {
            throw new UserError("resource and restart belong together: resource: 'deployment/NAME', restart: true.");
        }
        RolloutOptions standard = RolloutOptions.DEFAULT;
        return new RolloutOptions(
                fieldManager == null ? standard.fieldManager() : fieldManager,
                conflicts == null ? standard.conflicts() : Conflicts.parse(conflicts),
                replicas == null || OptionText.choice("replicas", replicas, "preserve", "manifest"),
                timeout == null ? standard.timeoutSeconds() : Math.max(1, seconds("timeout", timeout)),
                stableFor == null ? standard.stableForSeconds() : seconds("stableFor", stableFor),
                allowFailures == null ? standard.allowFailures() : allowFailures,
                onFailure == null ? standard.onFailure() : OptionText.recovery("onFailure", onFailure),
                onTimeout == null ? standard.onTimeout() : OptionText.recovery("onTimeout", onTimeout),
                onAbort == null ? standard.onAbort() : OptionText.recovery("onAbort", onAbort),
                deleteBrokenPods,
                logLines == null ? standard.logLines() : logLines,
                Patience.DEFAULT);
    }

    private static int seconds(String name, String time) {
        return (int) OptionText.duration(name, time).toSeconds();
    }

    private static Integer notNegative(String name, Integer value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; a whole number of at least 0 is expected.");
        }
        return value;
    }

    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = ModelId.of(id);
    }

    public String getManifests() {
        return manifests;
    }

    @DataBoundSetter
    public void setManifests(String manifests) {
        this.manifests = Util.fixEmptyAndTrim(manifests);
    }

    public String getResource() {
        return resource;
    }

    @DataBoundSetter
    public void setResource(String resource) {
        this.resource = Util.fixEmptyAndTrim(resource);
    }

    public boolean isRestart() {
        return restart;
    }

    @DataBoundSetter
    public void setRestart(boolean restart) {
        this.restart = restart;
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** From an image of the manifests to the one to run. */
    public Map<String, String> getImages() {
        return images == null ? null : new LinkedHashMap<>(images);
    }

    @DataBoundSetter
    public void setImages(Map<String, ?> images) {
        if (images == null || images.isEmpty()) {
            this.images = null;
            return;
        }
        LinkedHashMap<String, String> plain = new LinkedHashMap<>();
        images.forEach((from, to) -> plain.put(from, String.valueOf(to)));
        this.images = plain;
    }

    public String getCloud() {
        return cloud;
    }

    @DataBoundSetter
    public void setCloud(String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getServerUrl() {
        return serverUrl;
    }

    @DataBoundSetter
    public void setServerUrl(String serverUrl) {
        this.serverUrl = Util.fixEmptyAndTrim(serverUrl);
    }

    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    public String getModel() {
        return model;
    }

    @DataBoundSetter
    public void setModel(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    public String getImageModelDigest() {
        return imageModelDigest;
    }

    @DataBoundSetter
    public void setImageModelDigest(String imageModelDigest) {
        String given = Util.fixEmptyAndTrim(imageModelDigest);
        if (given != null && !Digest.isDigest(given)) {
            throw new IllegalArgumentException(
                    "imageModelDigest is \"" + given + "\"; sha256: and 64 hexadecimal digits are" + " expected.");
        }
        this.imageModelDigest = given;
    }

    public String getUpstream() {
        return upstream;
    }

    @DataBoundSetter
    public void setUpstream(String upstream) {
        this.upstream = Util.fixEmptyAndTrim(upstream);
    }

    public String getMaxAge() {
        return maxAge;
    }

    @DataBoundSetter
    public void setMaxAge(String maxAge) {
        String given = Util.fixEmptyAndTrim(maxAge);
        if (given != null) {
            OptionText.duration("maxAge", given);
        }
        this.maxAge = given;
    }

    public String getAllowUngated() {
        return allowUngated;
    }

    @DataBoundSetter
    public void setAllowUngated(String allowUngated) {
        this.allowUngated = Util.fixEmptyAndTrim(allowUngated);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        String given = Util.fixEmptyAndTrim(timeout);
        if (given != null) {
            OptionText.duration("timeout", given);
        }
        this.timeout = given;
    }

    public String getStableFor() {
        return stableFor;
    }

    @DataBoundSetter
    public void setStableFor(String stableFor) {
        String given = Util.fixEmptyAndTrim(stableFor);
        if (given != null) {
            OptionText.duration("stableFor", given);
        }
        this.stableFor = given;
    }

    public Integer getAllowFailures() {
        return allowFailures;
    }

    @DataBoundSetter
    public void setAllowFailures(Integer allowFailures) {
        this.allowFailures = notNegative("allowFailures", allowFailures);
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        String given = Util.fixEmptyAndTrim(onFailure);
        if (given != null) {
            OptionText.recovery("onFailure", given);
        }
        this.onFailure = given;
    }

    public String getOnTimeout() {
        return onTimeout;
    }

    @DataBoundSetter
    public void setOnTimeout(String onTimeout) {
        String given = Util.fixEmptyAndTrim(onTimeout);
        if (given != null) {
            OptionText.recovery("onTimeout", given);
        }
        this.onTimeout = given;
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        String given = Util.fixEmptyAndTrim(onAbort);
        if (given != null) {
            OptionText.recovery("onAbort", given);
        }
        this.onAbort = given;
    }

    public boolean isDeleteBrokenPods() {
        return deleteBrokenPods;
    }

    @DataBoundSetter
    public void setDeleteBrokenPods(boolean deleteBrokenPods) {
        this.deleteBrokenPods = deleteBrokenPods;
    }

    public String getReplicas() {
        return replicas;
    }

    @DataBoundSetter
    public void setReplicas(String replicas) {
        String given = Util.fixEmptyAndTrim(replicas);
        if (given != null) {
            OptionText.choice("replicas", given, "preserve", "manifest");
        }
        this.replicas = given;
    }

    public String getConflicts() {
        return conflicts;
    }

    @DataBoundSetter
    public void setConflicts(String conflicts) {
        this.conflicts = Util.fixEmptyAndTrim(conflicts);
    }

    public String getFieldManager() {
        return fieldManager;
    }

    @DataBoundSetter
    public void setFieldManager(String fieldManager) {
        this.fieldManager = Util.fixEmptyAndTrim(fieldManager);
    }

    public Integer getLogLines() {
        return logLines;
    }

    @DataBoundSetter
    public void setLogLines(Integer logLines) {
        this.logLines = notNegative("logLines", logLines);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlDeploy";
        }

        @Override
        public String getDisplayName() {
            return "Deploy a machine learning model to Kubernetes";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            FormValues.dropEmpty(form);
            try {
                Map<String, Object> images = FormValues.takePairs(form, "images");
                MlDeployStep step = (MlDeployStep) super.newInstance(request, form);
                step.setImages(images);
                return step;
            } catch (IllegalArgumentException e) {
                throw new FormException(e.getMessage(), e, "images");
            }
        }

        /** Pairs as the form shows them. */
        public String asLines(Map<?, ?> pairs) {
            return FormValues.lines(pairs);
        }

        /** Checks the id while it is typed. */
        @POST
        public FormValidation doCheckId(@QueryParameter String value) {
            String id = Util.fixEmptyAndTrim(value);
            return id == null || ModelId.isValid(id) ? FormValidation.ok() : FormValidation.error(ModelId.problem(id));
        }

        /** Checks the age of the verdict while it is typed. */
        @POST
        public FormValidation doCheckMaxAge(@QueryParameter String value) {
            return time("maxAge", value);
        }

        /** Checks the time limit while it is typed. */
        @POST
        public FormValidation doCheckTimeout(@QueryParameter String value) {
            return time("timeout", value);
        }

        /** Checks the time of stability while it is typed. */
        @POST
        public FormValidation doCheckStableFor(@QueryParameter String value) {
            return time("stableFor", value);
        }

        private static FormValidation time(String name, String value) {
            String given = Util.fixEmptyAndTrim(value);
            try {
                return given == null ? FormValidation.ok() : ok(OptionText.duration(name, given));
            } catch (UserError e) {
                return FormValidation.error(e.getMessage());
            }
        }

        private static FormValidation ok(Duration duration) {
            return FormValidation.ok(duration.toSeconds() + " s");
        }

        /** The clouds that serve deployments, for those who may configure the job. */
        @POST
        public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
            ListBoxModel items = new ListBoxModel();
            items.add("", "");
            if (item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE)) {
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
            StandardListBoxModel items = new StandardListBoxModel();
            boolean permitted = item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
            if (!permitted) {
                return items.includeCurrentValue(Util.fixNull(credentialsId));
            }
            return items.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            item,
                            StandardCredentials.class,
                            URIRequirementBuilder.fromUri(Util.fixNull(serverUrl))
                                    .build(),
                            AuthenticationTokens.matcher(KubernetesAuth.class))
                    .includeCurrentValue(Util.fixNull(credentialsId));
        }

        /** What to do about a failed rollout. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return WorkerStepDescriptor.choices("rollback", "leave");
        }

        /** What to do about one without a verdict in time. */
        @POST
        public ListBoxModel doFillOnTimeoutItems() {
            return WorkerStepDescriptor.choices("leave", "rollback");
        }

        /** What to do when the build is stopped. */
        @POST
        public ListBoxModel doFillOnAbortItems() {
            return WorkerStepDescriptor.choices("leave", "rollback");
        }

        /** Whose number of replicas counts. */
        @POST
        public ListBoxModel doFillReplicasItems() {
            return WorkerStepDescriptor.choices("preserve", "manifest");
        }
    }
}
