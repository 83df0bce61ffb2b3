package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.GlobalConfigurationCategory;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The global configuration, on {@link SettingsPage} and {@code unclassified: mlPipeline} in JCasC. */
@Extension
@Symbol("mlPipeline")
public final class MlPipelineConfiguration extends DeploymentSettings {
    private static final Logger LOGGER = Logger.getLogger(MlPipelineConfiguration.class.getName());
    private static final int STANDARD_OUTCOMES_MEGABYTES = 64;

    private boolean allowWorkspaceEvaluations;
    /** Gates that always apply; null in a configuration that was saved before there was this setting. */
    private List<GatePolicy> policies;

    /** What deployments are held to; null as above. */
    private List<DeploymentRule> deploymentRules;

    /** What verifications may ask; null as above. */
    private List<PrometheusConnection> prometheusServers;

    /** Where models may be; null as above. */
    private List<RegistryConnection> registries;

    /** Where images are that verdicts may be attached to; null as above. */
    private List<ImageRegistryConnection> imageRegistries;

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

    /**
     * A list that an administrator declares.
     *
     * @param field its name in form and file
     * @param check throws {@link UserError} for the first mistake
     */
    private record Declared<T>(
            String field, Class<T> type, Consumer<List<T>> check, BiConsumer<MlPipelineConfiguration, List<T>> setter) {
        /** Its items in a form, which are taken out of it. */
        List<T> read(StaplerRequest2 request, JSONObject form) throws FormException {
            List<T> items = request.bindJSONToList(type, form.remove(field));
            try {
                check.accept(items);
            } catch (UserError e) {
                throw new FormException(e.getMessage(), e, field);
            }
            return items;
        }

        void store(MlPipelineConfiguration configuration, List<?> items) {
            setter.accept(configuration, items.stream().map(type::cast).toList());
        }
    }

    private static final List<Declared<?>> DECLARED = List.of(
            new Declared<>(
                    "registries", RegistryConnection.class, NamedServer::check, MlPipelineConfiguration::setRegistries),
            new Declared<>(
                    "imageRegistries",
                    ImageRegistryConnection.class,
                    NamedServer::check,
                    MlPipelineConfiguration::setImageRegistries),
            new Declared<>("signingKeys", FolderKey.class, FolderKey::check, MlPipelineConfiguration::setSigningKeys),
            new Declared<>(
                    "prometheusServers",
                    PrometheusConnection.class,
                    NamedServer::check,
                    MlPipelineConfiguration::setPrometheusServers),
            new Declared<>("policies", GatePolicy.class, GatePolicy::check, MlPipelineConfiguration::setPolicies),
            new Declared<>(
                    "deploymentRules",
                    DeploymentRule.class,
                    DeploymentRule::check,
                    MlPipelineConfiguration::setDeploymentRules));

    /** A list as it is kept, when it may be. */
    private static <T> List<T> checked(List<T> given, Consumer<List<T>> check) {
        try {
            check.accept(given);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new ArrayList<>(given);
    }

    @Override
    boolean store(StaplerRequest2 request, JSONObject form) throws FormException {
        splitLines(form);
        Map<Declared<?>, List<?>> given = new LinkedHashMap<>();
        for (Declared<?> list : DECLARED) {
            given.put(list, list.read(request, form));
        }
        request.bindJSON(this, form);
        given.forEach((list, items) -> list.store(this, items));
        return true;
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

    /** The gates that always apply, by folder. */
    public List<GatePolicy> getPolicies() {
        return unchanging(policies);
    }

    @DataBoundSetter
    public void setPolicies(List<GatePolicy> policies) {
        List<GatePolicy> kept = checked(policies, GatePolicy::check);
        setDamagedAside();
        this.policies = kept;
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
        return unchanging(deploymentRules);
    }

    @DataBoundSetter
    public void setDeploymentRules(List<DeploymentRule> deploymentRules) {
        this.deploymentRules = checked(deploymentRules, DeploymentRule::check);
        save();
    }

    /** The Prometheus servers that verifications may ask. */
    public List<PrometheusConnection> getPrometheusServers() {
        return unchanging(prometheusServers);
    }

    @DataBoundSetter
    public void setPrometheusServers(List<PrometheusConnection> prometheusServers) {
        this.prometheusServers = checked(prometheusServers, NamedServer::check);
        save();
    }

    /** The registries that models may be taken from. */
    public List<RegistryConnection> getRegistries() {
        return unchanging(registries);
    }

    @DataBoundSetter
    public void setRegistries(List<RegistryConnection> registries) {
        this.registries = checked(registries, NamedServer::check);
        save();
    }

    /** The registries of images that verdicts may be attached in. */
    public List<ImageRegistryConnection> getImageRegistries() {
        return unchanging(imageRegistries);
    }

    @DataBoundSetter
    public void setImageRegistries(List<ImageRegistryConnection> imageRegistries) {
        this.imageRegistries = checked(imageRegistries, NamedServer::check);
        save();
    }

    /** What the deployments of a job are held to. */
    public DeploymentLimits limitsOf(Item job) {
        return DeploymentLimits.of(
                getDeploymentRules().stream().map(DeploymentRule::read).toList(), job.getFullName());
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
        return unchanging(signingKeys);
    }

    @DataBoundSetter
    public void setSigningKeys(List<FolderKey> signingKeys) {
        this.signingKeys = checked(signingKeys, FolderKey::check);
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
}
