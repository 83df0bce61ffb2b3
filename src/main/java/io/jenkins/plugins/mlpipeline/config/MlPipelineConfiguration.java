package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.GlobalConfiguration;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The global configuration, under "ML Pipeline" on the system page and {@code unclassified: mlPipeline} in JCasC. */
@Extension
@Symbol("mlPipeline")
public final class MlPipelineConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(MlPipelineConfiguration.class.getName());
    private static final String STANDARD_HEAP = "2g";
    private static final int STANDARD_THREADS = 2;
    private static final long STANDARD_TIMEOUT = 6 * 60 * 60L;
    private static final int STANDARD_MODEL_MEGABYTES = 500;
    private static final int STANDARD_DOCUMENT_MEGABYTES = 16;
    private static final int MOST_DOCUMENT_MEGABYTES = 64;
    private static final int STANDARD_OUTCOMES_MEGABYTES = 64;

    private String runtimeDirectory;
    private String repositoryUrl;
    private boolean allowTorchscript;
    private boolean allowWorkspaceEvaluations;
    private String defaultHeap = STANDARD_HEAP;
    /** Null for what heap and native libraries take. */
    private String defaultMemory;

    private int defaultThreads = STANDARD_THREADS;
    private long defaultTimeout = STANDARD_TIMEOUT;
    private int maxModelMegabytes = STANDARD_MODEL_MEGABYTES;
    private int maxDocumentMegabytes = STANDARD_DOCUMENT_MEGABYTES;
    /** Names of clouds; null in a configuration that was saved before there was this setting. */
    private List<String> deploymentClouds;

    private boolean allowUngated;
    /** Full names of folders; null as above. */
    private List<String> ungatedFolders;

    /** Full names of folders; null as above. */
    private List<String> automaticRollbackFolders;

    /** Class names of causes; null as above. */
    private List<String> trustedCauses;

    /** Gates that always apply; null as above. */
    private List<GatePolicy> policies;

    /** What deployments are held to; null as above. */
    private List<DeploymentRule> deploymentRules;

    /** What verifications may ask; null as above. */
    private List<PrometheusConnection> prometheusServers;

    /** Where models may be; null as above. */
    private List<RegistryConnection> registries;

    private int maxOutcomesMegabytes = STANDARD_OUTCOMES_MEGABYTES;

    /** Signs records; null for none. */
    private Secret signingKey;
    /** Names it in signatures; null for none. */
    private String signingKeyId;
    /** Sign those of folders; null in a configuration that was saved before there was this setting. */
    private List<FolderKey> signingKeys;

    /** Why the stored configuration counts for nothing; null when it does. */
    private transient String problem;

    public MlPipelineConfiguration() {
        load();
    }

    /**
     * Reads what is stored. Where it can't be read it is not known which gates apply, which is not the same as none: see
     * {@link #policyOf}.
     */
    @Override
    public synchronized void load() {
        XmlFile file = getConfigFile();
        problem = null;
        if (!file.exists()) {
            return;
        }
        try {
            file.unmarshal(this);
            Map<String, List<?>> read = new HashMap<>();
            read.put("policies", policies);
            read.put("deploymentRules", deploymentRules);
            read.put("signingKeys", signingKeys);
            if (!StoredLists.wereRead(file.getFile().toPath(), read)) {
                throw new IOException("it lists what is not known here");
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.SEVERE, e, () -> file + " can't be read");
            problem = "The configuration of ML Pipeline can't be read: " + file.getFile() + " is damaged. Until it is"
                    + " brought back from a backup (and read with \"Reload Configuration from Disk\"), or the"
                    + " settings are saved anew, it is not known which gates always apply, so no gate passes and nothing is deployed.";
        }
    }

    /** Stores it, but not over a damaged file as long as nobody has said anew which gates always apply. */
    @Override
    public synchronized void save() {
        if (problem == null) {
            super.save();
        }
    }

    /** The gates are said anew: the damaged file is kept under another name. */
    private synchronized void setDamagedAside() {
        if (problem == null) {
            return;
        }
        Path damaged = getConfigFile().getFile().toPath();
        try {
            Files.move(
                    damaged,
                    damaged.resolveSibling(damaged.getFileName() + ".damaged"),
                    StandardCopyOption.REPLACE_EXISTING);
            problem = null;
        } catch (IOException e) {
            throw new UncheckedIOException(damaged + " is damaged and can't be set aside", e);
        }
    }

    /** Why the stored configuration counts for nothing, and the way out; null when it does. */
    public synchronized String getProblem() {
        return problem;
    }

    /** @throws UserError when it is not known what an administrator decided */
    private void requireKnown() {
        String why = getProblem();
        if (why != null) {
            throw new UserError(why);
        }
    }

    /** The configuration of this controller. */
    public static MlPipelineConfiguration get() {
        return ExtensionList.lookupSingleton(MlPipelineConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.MlPipelineConfiguration_DisplayName();
    }

    @Override
    public GlobalConfigurationCategory getCategory() {
        return GlobalConfigurationCategory.get(GlobalConfigurationCategory.Unclassified.class);
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        TextLines.split(form, "deploymentClouds");
        TextLines.split(form, "ungatedFolders");
        TextLines.split(form, "automaticRollbackFolders");
        TextLines.split(form, "trustedCauses");
        List<GatePolicy> given = request.bindJSONToList(GatePolicy.class, form.remove("policies"));
        List<DeploymentRule> rules = request.bindJSONToList(DeploymentRule.class, form.remove("deploymentRules"));
        List<FolderKey> keys = request.bindJSONToList(FolderKey.class, form.remove("signingKeys"));
        List<PrometheusConnection> servers =
                request.bindJSONToList(PrometheusConnection.class, form.remove("prometheusServers"));
        List<RegistryConnection> places = request.bindJSONToList(RegistryConnection.class, form.remove("registries"));
        try {
            NamedServer.check(places);
        } catch (UserError e) {
            throw new FormException(e.getMessage(), e, "registries");
        }
        try {
            FolderKey.check(keys);
        } catch (UserError e) {
            throw new FormException(e.getMessage(), e, "signingKeys");
        }
        try {
            NamedServer.check(servers);
        } catch (UserError e) {
            throw new FormException(e.getMessage(), e, "prometheusServers");
        }
        try {
            GatePolicy.check(given);
        } catch (UserError e) {
            throw new FormException(e.getMessage(), e, "policies");
        }
        try {
            DeploymentRule.check(rules);
        } catch (UserError e) {
            throw new FormException(e.getMessage(), e, "deploymentRules");
        }
        request.bindJSON(this, form);
        setPolicies(given);
        setDeploymentRules(rules);
        setSigningKeys(keys);
        setPrometheusServers(servers);
        setRegistries(places);
        return true;
    }

    /** Folder on every agent that holds the worker's libraries; null for none. */
    public String getRuntimeDirectory() {
        return runtimeDirectory;
    }

    @DataBoundSetter
    public void setRuntimeDirectory(String runtimeDirectory) {
        this.runtimeDirectory = Util.fixEmptyAndTrim(runtimeDirectory);
        save();
    }

    /** Address of a Maven repository that the controller fetches the worker's libraries from; null for none. */
    public String getRepositoryUrl() {
        return repositoryUrl;
    }

    @DataBoundSetter
    public void setRepositoryUrl(String repositoryUrl) {
        String given = Util.fixEmptyAndTrim(repositoryUrl);
        if (given != null) {
            String problem = addressProblem(given);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
        }
        this.repositoryUrl = given;
        save();
    }

    /** Whether models that can run code when they predict are allowed. */
    public boolean isAllowTorchscript() {
        return allowTorchscript;
    }

    @DataBoundSetter
    public void setAllowTorchscript(boolean allowTorchscript) {
        this.allowTorchscript = allowTorchscript;
        save();
    }

    /** Whether gates of a policy judge an evaluation that a job read from its workspace. */
    public boolean isAllowWorkspaceEvaluations() {
        return allowWorkspaceEvaluations;
    }

    @DataBoundSetter
    public void setAllowWorkspaceEvaluations(boolean allowWorkspaceEvaluations) {
        this.allowWorkspaceEvaluations = allowWorkspaceEvaluations;
        save();
    }

    /** Heap limit of a worker when a step names none. */
    public String getDefaultHeap() {
        return defaultHeap;
    }

    @DataBoundSetter
    public void setDefaultHeap(String defaultHeap) {
        String given = Util.fixEmptyAndTrim(defaultHeap);
        this.defaultHeap = given == null ? STANDARD_HEAP : Checks.heap(given);
        save();
    }

    /** The most that a worker's process may hold when a step names nothing; null for what heap and native libraries take. */
    public String getDefaultMemory() {
        return defaultMemory;
    }

    @DataBoundSetter
    public void setDefaultMemory(String defaultMemory) {
        this.defaultMemory = Checks.memory("defaultMemory", Util.fixEmptyAndTrim(defaultMemory));
        save();
    }

    /** Threads of a worker when a step names no number. */
    public int getDefaultThreads() {
        return defaultThreads;
    }

    @DataBoundSetter
    public void setDefaultThreads(int defaultThreads) {
        this.defaultThreads = Checks.positive("defaultThreads", defaultThreads);
        save();
    }

    /** Seconds that a worker is given when a step names no limit. */
    public long getDefaultTimeout() {
        return defaultTimeout;
    }

    @DataBoundSetter
    public void setDefaultTimeout(long defaultTimeout) {
        this.defaultTimeout = Checks.positive("defaultTimeout", defaultTimeout);
        save();
    }

    /** The largest model that is archived. */
    public int getMaxModelMegabytes() {
        return maxModelMegabytes;
    }

    @DataBoundSetter
    public void setMaxModelMegabytes(int maxModelMegabytes) {
        this.maxModelMegabytes = Checks.positive("maxModelMegabytes", maxModelMegabytes);
        save();
    }

    /** The largest document that is taken from an agent. */
    public int getMaxDocumentMegabytes() {
        return maxDocumentMegabytes;
    }

    @DataBoundSetter
    public void setMaxDocumentMegabytes(int maxDocumentMegabytes) {
        if (maxDocumentMegabytes > MOST_DOCUMENT_MEGABYTES) {
            throw new IllegalArgumentException("maxDocumentMegabytes is " + maxDocumentMegabytes + "; at most "
                    + MOST_DOCUMENT_MEGABYTES + " MiB of a document can be read.");
        }
        this.maxDocumentMegabytes = Checks.positive("maxDocumentMegabytes", maxDocumentMegabytes);
        save();
    }

    /** The Kubernetes clouds that deployments may use; no other serves them. */
    public List<String> getDeploymentClouds() {
        return deploymentClouds == null ? List.of() : List.copyOf(deploymentClouds);
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
        return ungatedFolders == null ? List.of() : List.copyOf(ungatedFolders);
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
        return automaticRollbackFolders == null ? List.of() : List.copyOf(automaticRollbackFolders);
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
        return trustedCauses == null ? List.of() : List.copyOf(trustedCauses);
    }

    @DataBoundSetter
    public void setTrustedCauses(List<String> trustedCauses) {
        this.trustedCauses = TextLines.clean(trustedCauses);
        save();
    }

    /** The gates that always apply, by folder. */
    public List<GatePolicy> getPolicies() {
        return policies == null ? List.of() : List.copyOf(policies);
    }

    @DataBoundSetter
    public void setPolicies(List<GatePolicy> policies) {
        try {
            GatePolicy.check(policies);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        setDamagedAside();
        this.policies = new ArrayList<>(policies);
        save();
    }

    /**
     * The gates that apply to a job beside its own.
     *
     * @throws UserError when the configuration can't be read
     */
    public Policy policyOf(Item job) {
        requireKnown();
        Policy all = Policy.NONE;
        for (GatePolicy policy : getPolicies()) {
            if (policy.covers(job.getFullName())) {
                all = all.and(policy.read());
            }
        }
        return all;
    }

    /** What deployments are held to, by folder. */
    public List<DeploymentRule> getDeploymentRules() {
        return deploymentRules == null ? List.of() : List.copyOf(deploymentRules);
    }

    @DataBoundSetter
    public void setDeploymentRules(List<DeploymentRule> deploymentRules) {
        try {
            DeploymentRule.check(deploymentRules);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.deploymentRules = new ArrayList<>(deploymentRules);
        save();
    }

    /** The Prometheus servers that verifications may ask. */
    public List<PrometheusConnection> getPrometheusServers() {
        return prometheusServers == null ? List.of() : List.copyOf(prometheusServers);
    }

    @DataBoundSetter
    public void setPrometheusServers(List<PrometheusConnection> prometheusServers) {
        try {
            NamedServer.check(prometheusServers);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.prometheusServers = new ArrayList<>(prometheusServers);
        save();
    }

    /** The registries that models may be taken from. */
    public List<RegistryConnection> getRegistries() {
        return registries == null ? List.of() : List.copyOf(registries);
    }

    @DataBoundSetter
    public void setRegistries(List<RegistryConnection> registries) {
        try {
            NamedServer.check(registries);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.registries = new ArrayList<>(registries);
        save();
    }

    /** What the deployments of a job are held to. */
    public DeploymentLimits limitsOf(Item job) {
        return DeploymentLimits.of(
                getDeploymentRules().stream().map(DeploymentRule::read).toList(), job.getFullName());
    }

    /** A list as the form shows it. */
    public String asLines(List<String> items) {
        return String.join("\n", items);
    }

    /** The largest file with the outcomes of a validation's rows that is kept in a build. */
    public int getMaxOutcomesMegabytes() {
        return maxOutcomesMegabytes;
    }

    @DataBoundSetter
    public void setMaxOutcomesMegabytes(int maxOutcomesMegabytes) {
        this.maxOutcomesMegabytes = Checks.positive("maxOutcomesMegabytes", maxOutcomesMegabytes);
        save();
    }

    /** The private key in PEM (PKCS #8) that signs records; null for none. */
    public Secret getSigningKey() {
        return signingKey;
    }

    @DataBoundSetter
    public void setSigningKey(Secret signingKey) {
        String pem = signingKey == null ? null : Util.fixEmptyAndTrim(signingKey.getPlainText());
        if (pem != null) {
            try {
                SigningKey.parse(pem, "the signing key");
            } catch (UserError e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        this.signingKey = pem == null ? null : Secret.fromString(pem);
        save();
    }

    /** What signatures call the key; null for nothing. */
    public String getSigningKeyId() {
        return signingKeyId;
    }

    @DataBoundSetter
    public void setSigningKeyId(String signingKeyId) {
        this.signingKeyId = Util.fixEmptyAndTrim(signingKeyId);
        save();
    }

    /** The keys that sign the records of folders' jobs. */
    public List<FolderKey> getSigningKeys() {
        return signingKeys == null ? List.of() : List.copyOf(signingKeys);
    }

    @DataBoundSetter
    public void setSigningKeys(List<FolderKey> signingKeys) {
        try {
            FolderKey.check(signingKeys);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.signingKeys = new ArrayList<>(signingKeys);
        save();
    }

    /**
     * What signs the records of a job: the key of the nearest folder, else the one for every job; empty where there is none.
     *
     * @throws UserError when the configuration can't be read
     */
    public Optional<Signer> signerOf(Item job) {
        requireKnown();
        return getSigningKeys().stream()
                .filter(key -> key.covers(job.getFullName()))
                .max(Comparator.comparingInt(key -> key.getFolder().length()))
                .map(FolderKey::signer)
                .or(this::common);
    }

    /** What signs for every job. */
    private Optional<Signer> common() {
        return Optional.ofNullable(signingKey).map(key -> new Signer(key, signingKeyId, "the signing key"));
    }

    /** All keys: that for every job, then those of folders. */
    public List<Signer> signers() {
        return Stream.concat(common().stream(), getSigningKeys().stream().map(FolderKey::signer))
                .toList();
    }

    /** Checks the address of the repository. */
    @POST
    public FormValidation doCheckRepositoryUrl(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
            return Checks.tooLong(value);
        }
        String given = Util.fixEmptyAndTrim(value);
        String problem = given == null ? null : addressProblem(given);
        return problem == null ? FormValidation.ok() : FormValidation.error(problem);
    }

    /** Checks the heap limit. */
    @POST
    public FormValidation doCheckDefaultHeap(@QueryParameter String value) {
        return checked(value, Checks::heap);
    }

    /** Checks the limit of a worker's memory. */
    @POST
    public FormValidation doCheckDefaultMemory(@QueryParameter String value) {
        return checked(value, given -> Checks.memory("defaultMemory", given));
    }

    private static FormValidation checked(String value, UnaryOperator<String> check) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
            return Checks.tooLong(value);
        }
        try {
            check.apply(Util.fixEmptyAndTrim(value));
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static String addressProblem(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null
                    ? null
                    : "The repository \"" + address + "\" is no address; it begins with https:// (or http://).";
        } catch (URISyntaxException e) {
            return "The repository \"" + address + "\" is no address: " + e.getReason() + ".";
        }
    }
}
