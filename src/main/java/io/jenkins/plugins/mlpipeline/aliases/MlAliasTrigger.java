package io.jenkins.plugins.mlpipeline.aliases;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.DaemonThreadFactory;
import hudson.util.FormValidation;
import hudson.util.NamingThreadFactory;
import hudson.util.SequentialExecutionQueue;
import io.jenkins.plugins.mlpipeline.connection.ModelRegistries;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlAlias}: starts the job when an alias of a registered model points to another version. It asks the registry once a
 * minute, since MLflow's webhooks refuse private addresses.
 */
public final class MlAliasTrigger extends Trigger<Job<?, ?>> {
    private static final String EVERY_MINUTE = "* * * * *";
    private static final String COOL_DOWN = "10m";
    /** The name becomes a parameter, which a script may not quote. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_. -]{1,256}+");

    private final String model;
    private final String alias;
    private String registry;
    private String coolDown = COOL_DOWN;

    /** What the last look saw, in a sentence; null while there was none since the controller started or the job was configured. */
    private transient volatile String said;

    private transient volatile Refused refused;
    private transient volatile boolean stopped;

    /**
     * A version that could not be had.
     *
     * @param at when it was asked for
     * @param reason in a sentence
     */
    record Refused(ModelReference.Version version, Instant at, String reason) {}

    /**
     * @param model the registered model
     * @param alias its alias, without the {@code @}
     */
    @DataBoundConstructor
    public MlAliasTrigger(String model, String alias) {
        super(EVERY_MINUTE);
        this.model = named(model);
        this.alias = aliased(alias);
    }

    private static String named(String given) {
        String name = Util.fixNull(given).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "model is missing; name the registered model, for example mlAlias(model: 'churn', alias: 'champion').");
        }
        if (!SAFE.matcher(name).matches()) {
            throw new IllegalArgumentException("model is \"" + name
                    + "\"; the name of a registered model is expected, of letters, digits, spaces and _ . - alone.");
        }
        return name;
    }

    private static String aliased(String given) {
        String name = Util.fixNull(given).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("alias is missing; name the alias that is watched, for example"
                    + " mlAlias(model: 'churn', alias: 'champion').");
        }
        if (!ModelReference.ALIAS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "alias is \"" + name + "\"; letters, digits, _ and - are expected, without the @.");
        }
        return name;
    }

    private static Duration duration(String given) {
        return OptionText.duration("coolDown", given);
    }

    public String getModel() {
        return model;
    }

    public String getAlias() {
        return alias;
    }

    /** As an administrator named it; null for the only one. */
    public String getRegistry() {
        return registry;
    }

    @DataBoundSetter
    public void setRegistry(String registry) {
        this.registry = Util.fixEmptyAndTrim(registry);
    }

    public String getCoolDown() {
        return coolDown;
    }

    @DataBoundSetter
    public void setCoolDown(String coolDown) {
        String given = Util.fixEmptyAndTrim(coolDown);
        try {
            duration(given == null ? COOL_DOWN : given);
        } catch (UserError e) {
            // What Pipeline and forms take for a complaint.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.coolDown = given == null ? COOL_DOWN : given;
    }

    /** When it starts the job. */
    AliasPlan plan() {
        return new AliasPlan(duration(coolDown));
    }

    ModelReference.Aliased alias() {
        return new ModelReference.Aliased(model, alias);
    }

    String getSaid() {
        return said;
    }

    void say(String sentence) {
        said = sentence;
    }

    Refused refused() {
        return refused;
    }

    void refuse(Refused version) {
        refused = version;
    }

    /** Whether the job has another one by now, or none. */
    boolean isStopped() {
        return stopped;
    }

    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        stopped = false;
        super.start(project, newInstance);
    }

    @Override
    public void stop() {
        stopped = true;
        super.stop();
    }

    @Override
    public void run() {
        if (job != null) {
            // The thread that calls this calls all triggers of the controller, and does not wait for a server.
            ((DescriptorImpl) getDescriptor()).looks.execute(new AliasWatch(job, this, Instant.now()));
        }
    }

    /** Describes it, and looks for all jobs that have one. */
    @Extension
    @Symbol("mlAlias")
    public static final class DescriptorImpl extends TriggerDescriptor {
        /** A server that does not answer holds one of them for a minute. */
        private static final int AT_ONCE = 4;

        private final transient SequentialExecutionQueue looks =
                new SequentialExecutionQueue(Executors.newFixedThreadPool(
                        AT_ONCE, new NamingThreadFactory(new DaemonThreadFactory(), "ml-pipeline: aliases")));

        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job<?, ?> && item instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?>;
        }

        @Override
        public String getDisplayName() {
            return Messages.MlAliasTrigger_DisplayName();
        }

        /** Checks the model while it is typed. */
        @POST
        public FormValidation doCheckModel(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, MlAliasTrigger::named);
        }

        /** Checks the alias while it is typed. */
        @POST
        public FormValidation doCheckAlias(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, MlAliasTrigger::aliased);
        }

        /** Checks the registry while it is typed. */
        @POST
        public FormValidation doCheckRegistry(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, ModelRegistries::nameOf);
        }

        /** Checks the cool-down while it is typed. */
        @POST
        public FormValidation doCheckCoolDown(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, MlAliasTrigger::duration);
        }
    }
}
