package io.jenkins.plugins.mlpipeline.targets;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How a deployment to a target ended. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public final class Ending implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Externalizable id of the build. */
    private final String build;
    /** The deployment within the build. */
    private final String key;

    private final String status;
    private final String modelDigest;
    private final String message;
    /** ISO 8601. */
    private final String at;

    Ending(Deployment d, String build, String key) {
        this.build = build;
        this.key = key;
        this.status = d.status().name();
        this.modelDigest = d.modelDigest();
        this.message = d.message();
        this.at = d.finishedAt();
    }

    @Exported
    public String getBuild() {
        return build;
    }

    @Exported
    public String getKey() {
        return key;
    }

    @Exported
    public String getStatus() {
        return status;
    }

    @Exported
    public String getModelDigest() {
        return modelDigest;
    }

    @Exported
    public String getMessage() {
        return message;
    }

    @Exported
    public String getAt() {
        return at;
    }

    /** The build, for those who may read it; null for others and when it is gone. */
    public Run<?, ?> run() {
        return Builds.find(build).orElse(null);
    }
}
