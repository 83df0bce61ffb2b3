package io.jenkins.plugins.mlpipeline.targets;

import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Something stored that is about a workload. (A class, with a {@link TargetRef} in parts: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public abstract class StoredWorkload implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Null in what was stored before it was kept. */
    private final String owner;

    private final String cluster;
    private final String namespace;
    private final String kind;
    private final String name;

    protected StoredWorkload(TargetRef ref) {
        this.owner = ref.owner();
        this.cluster = ref.cluster();
        this.namespace = ref.namespace();
        this.kind = ref.kind();
        this.name = ref.name();
    }

    /** The workload. */
    public final TargetRef ref() {
        return new TargetRef(getOwner(), cluster, namespace, kind, name);
    }

    /** By whose word the cluster is the one that it is. */
    @Exported
    public final String getOwner() {
        return owner == null ? "" : owner;
    }

    @Exported
    public final String getCluster() {
        return cluster;
    }

    @Exported
    public final String getNamespace() {
        return namespace;
    }

    @Exported
    public final String getKind() {
        return kind;
    }

    @Exported
    public final String getName() {
        return name;
    }
}
