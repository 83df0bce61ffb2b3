package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Chart;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.WaveSize;
import io.jenkins.plugins.mlpipeline.form.Argument;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import io.jenkins.plugins.mlpipeline.form.Options;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployRequest;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployTarget;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code mlDeploy}: brings a model that a gate passed to a cluster, waits for the truth about it, and goes back when it
 * doesn't work. What was not given is null; the defaults are those of the engine.
 */
public class MlDeployStep extends RolloutStep implements DeployRequest {
    private static final long serialVersionUID = 1L;
    private static final String STANDARD_MAX_AGE = "24h";

    private String manifests;
    private String kustomize;
    private String helm;
    private String release;
    private ArrayList<String> values;
    private ArrayList<String> set;
    private String resource;
    private boolean restart;
    private String namespace;
    private LinkedHashMap<String, String> images;
    private String cloud;
    private String credentialsId;
    private String serverUrl;
    private String caCertificate;
    private String model;
    private String registry;
    private String imageModelDigest;
    private String container;
    private String minimumBinding;
    private String upstream;
    private String maxAge;
    private String allowUngated;
    /** A map of texts for each of several targets; null for one. */
    private ArrayList<LinkedHashMap<String, Object>> targets;

    private String wave;
    /** The parameters of a verification, which can be stored; null for none. */
    private LinkedHashMap<String, Object> verify;

    @DataBoundConstructor
    public MlDeployStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return targets == null ? new DeployExecution(context, this) : new WavesExecution(context, this);
    }

    @Override
    public ClusterAccess access() {
        return new ClusterAccess(cloud, credentialsId, serverUrl, caCertificate);
    }

    @Override
    public Duration oldest() {
        return OptionText.duration("maxAge", maxAge == null ? STANDARD_MAX_AGE : maxAge);
    }

    @Override
    public GateLink.How minimum(GateLink.How demanded) {
        GateLink.How own = minimumBinding == null ? demanded : GateLink.How.level("minimumBinding", minimumBinding);
        return own.isAtLeast(demanded) ? own : demanded;
    }

    @Override
    public Delivery.Said said() {
        return new Delivery.Said(imageModelDigest, container);
    }

    @Override
    public VerifyRequest verification() {
        return verify == null ? null : verifying(verify, getId());
    }

    private static MlVerifyStep verifying(Map<String, Object> given, String id) {
        if (given.containsKey("id")) {
            throw new UserError("verify has no id; it is that of mlDeploy.");
        }
        try {
            MlVerifyStep step = (MlVerifyStep) ExtensionList.lookupSingleton(MlVerifyStep.DescriptorImpl.class)
                    .step(given);
            step.setId(id);
            if (step.wish() != null) {
                throw new UserError(
                        "a served model is asked by an agent, which mlDeploy does not need. Ask with mlVerify in a"
                                + " node block after it.");
            }
            step.plan();
            return step;
        } catch (UserError | IllegalArgumentException e) {
            throw new UserError("verify: " + e.getMessage(), e);
        }
    }

    @Override
    public RolloutOptions options() {
        long sources = Stream.of(manifests, kustomize, helm, resource)
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            throw new UserError(
                    "mlDeploy needs one of manifests, kustomize and helm, or a workload to restart (resource:"
                            + " 'deployment/NAME', restart: true).");
        }
        if (helm == null && (release != null || values != null || set != null)) {
            throw new UserError("release, values and set are for a chart: name it with helm.");
        }
        if (restart != (resource != null)) {
            throw new UserError("resource and restart belong together: resource: 'deployment/NAME', restart: true.");
        }
        if (targets == null && wave != null) {
            throw new UserError("wave is for several targets: name them with targets.");
        }
        if (targets != null && (cloud != null || credentialsId != null)) {
            throw new UserError("cloud and credentialsId are for one target; with targets each names its own.");
        }
        if (targets != null && resource != null) {
            throw new UserError(
                    "targets is for manifests: of a restart nothing tells which targets had it, so that a later run"
                            + " could not go on from there.");
        }
        if (isPrune() && resource != null) {
            throw new UserError("prune is for manifests: a restart has none, so that nothing is missing from them.");
        }
        return super.options();
    }

    @Override
    public String getManifests() {
        return manifests;
    }

    @DataBoundSetter
    public void setManifests(String manifests) {
        this.manifests = Util.fixEmptyAndTrim(manifests);
    }

    @Override
    public String getKustomize() {
        return kustomize;
    }

    @DataBoundSetter
    public void setKustomize(String kustomize) {
        this.kustomize = Util.fixEmptyAndTrim(kustomize);
    }

    /** A chart: a folder or an archive of the workspace, or a reference that begins with {@code oci://}. */
    public String getHelm() {
        return helm;
    }

    @DataBoundSetter
    public void setHelm(String helm) {
        this.helm = Util.fixEmptyAndTrim(helm);
    }

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }

    /** Files of values in the workspace. */
    public List<String> getValues() {
        return values == null ? null : new ArrayList<>(values);
    }

    @DataBoundSetter
    public void setValues(Object values) {
        this.values = list(Given.texts("values", values));
    }

    /** Single values, as {@code name=value}. */
    public List<String> getSet() {
        return set == null ? null : new ArrayList<>(set);
    }

    @DataBoundSetter
    public void setSet(Object set) {
        this.set = list(Given.texts("set", set));
    }

    private static ArrayList<String> list(List<String> given) {
        return given == null ? null : new ArrayList<>(given);
    }

    @Override
    public Chart chart() {
        return helm == null
                ? null
                : new Chart(helm, release, values == null ? List.of() : values, set == null ? List.of() : set);
    }

    /** The clusters and namespaces, in their order. */
    List<DeployTarget> targets() {
        return DeployTarget.read(targets);
    }

    /** How many of them are deployed to together. */
    WaveSize waveSize() {
        return wave == null ? WaveSize.ONE : WaveSize.parse("wave", wave);
    }

    /** A map for each of several clusters and namespaces. */
    public List<Map<String, Object>> getTargets() {
        return targets == null ? null : new ArrayList<>(targets);
    }

    @DataBoundSetter
    public void setTargets(Object targets) {
        List<Object> given = InlineItems.targets(targets);
        if (given == null || given.isEmpty()) {
            this.targets = null;
            return;
        }
        DeployTarget.read(given);
        ArrayList<LinkedHashMap<String, Object>> maps = new ArrayList<>();
        given.forEach(item -> maps.add(new LinkedHashMap<>(Options.given((Map<?, ?>) item))));
        this.targets = maps;
    }

    public String getWave() {
        return wave;
    }

    @DataBoundSetter
    public void setWave(Object wave) {
        this.wave = Checks.text(
                Given.plain("wave", wave, "a number of targets or a share of them"),
                given -> WaveSize.parse("wave", given));
    }

    @Override
    public String getResource() {
        return resource;
    }

    @DataBoundSetter
    public void setResource(String resource) {
        this.resource = Util.fixEmptyAndTrim(resource);
    }

    @Override
    public boolean isRestart() {
        return restart;
    }

    @DataBoundSetter
    public void setRestart(boolean restart) {
        this.restart = restart;
    }

    @Override
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** From an image of the manifests to the one to run. */
    @Override
    public Map<String, String> getImages() {
        return images == null ? null : new LinkedHashMap<>(images);
    }

    @DataBoundSetter
    public void setImages(Object images) {
        Map<String, Object> given = Given.pairs("images", images);
        if (given == null) {
            this.images = null;
            return;
        }
        LinkedHashMap<String, String> plain = new LinkedHashMap<>();
        given.forEach((from, to) -> plain.put(from, (String) new Argument("images." + from, to).as(String.class)));
        this.images = plain;
    }

    @Override
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

    @Override
    public String getModel() {
        return model;
    }

    @DataBoundSetter
    public void setModel(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    @Override
    public String getRegistry() {
        return registry;
    }

    @DataBoundSetter
    public void setRegistry(String registry) {
        this.registry = Util.fixEmptyAndTrim(registry);
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

    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(String container) {
        this.container = Util.fixEmptyAndTrim(container);
    }

    public String getMinimumBinding() {
        return minimumBinding;
    }

    @DataBoundSetter
    public void setMinimumBinding(String minimumBinding) {
        this.minimumBinding = Checks.text(minimumBinding, given -> GateLink.How.level("minimumBinding", given));
    }

    @Override
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
        this.maxAge = Checks.text(maxAge, given -> OptionText.duration("maxAge", given));
    }

    @Override
    public String getAllowUngated() {
        return allowUngated;
    }

    @DataBoundSetter
    public void setAllowUngated(String allowUngated) {
        this.allowUngated = Util.fixEmptyAndTrim(allowUngated);
    }

    /** What is asked of the deployment once it serves. */
    public Map<String, Object> getVerify() {
        return verify == null ? null : new LinkedHashMap<>(verify);
    }

    @DataBoundSetter
    public void setVerify(Object verify) {
        Map<String, Object> given = InlineItems.verification(verify);
        if (given != null) {
            verifying(given, getId());
        }
        this.verify = given == null ? null : new LinkedHashMap<>(given);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends DeployStepDescriptor {}
}
