package io.jenkins.plugins.mlpipeline.report;

import java.io.Serializable;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Where a model was registered. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 3)
public final class Registration implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String registry;
    private final String name;
    private final String version;
    private final String alias;

    /**
     * A registration.
     *
     * @param registry what an administrator calls it
     * @param name of the registered model
     * @param version its version
     * @param alias that points to it; null when none was set
     */
    public Registration(String registry, String name, String version, String alias) {
        this.registry = registry;
        this.name = name;
        this.version = version;
        this.alias = alias;
    }

    @Exported
    public String getRegistry() {
        return registry;
    }

    @Exported
    public String getName() {
        return name;
    }

    @Exported
    public String getVersion() {
        return version;
    }

    @Exported
    public String getAlias() {
        return alias;
    }

    /** {@code models:/churn/3 (champion)}. */
    public String getLabel() {
        return alias == null ? getReference() : getReference() + " (" + alias + ")";
    }

    /** {@code models:/churn/3}. */
    public String getReference() {
        return "models:/" + name + "/" + version;
    }

    /** Whether it is about the same alias of a model, so that a later one takes its place. */
    boolean isReplacedBy(Registration later) {
        return registry.equals(later.registry) && name.equals(later.name) && Objects.equals(alias, later.alias);
    }
}
