package io.jenkins.plugins.mlpipeline.aliases;

import hudson.model.Cause;
import org.kohsuke.stapler.export.Exported;

/** An alias that points to another version started the build; who moved it, the registry knows. */
public final class AliasCause extends Cause {
    private final String at;
    private final String registry;
    private final String model;
    private final String alias;
    private final String version;
    private final String digest;

    AliasCause(AliasMove move) {
        this.at = move.at();
        this.registry = move.registry();
        this.model = move.model();
        this.alias = move.alias();
        this.version = move.version();
        this.digest = move.digest();
    }

    @Override
    public String getShortDescription() {
        return Messages.AliasCause_Description(model, alias, registry, version, digest);
    }

    /** When it was seen, ISO 8601. */
    @Exported(visibility = 3)
    public String getAt() {
        return at;
    }

    /** As an administrator named it. */
    @Exported(visibility = 3)
    public String getRegistry() {
        return registry;
    }

    /** The registered model. */
    @Exported(visibility = 3)
    public String getModel() {
        return model;
    }

    @Exported(visibility = 3)
    public String getAlias() {
        return alias;
    }

    /** The number of the version that the alias points to. */
    @Exported(visibility = 3)
    public String getVersion() {
        return version;
    }

    /** Of the version's bytes when the build was started. */
    @Exported(visibility = 3)
    public String getDigest() {
        return digest;
    }
}
