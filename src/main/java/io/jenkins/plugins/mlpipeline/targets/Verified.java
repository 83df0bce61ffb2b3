package io.jenkins.plugins.mlpipeline.targets;

import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the verification of a deployment said. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public final class Verified implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String verdict;
    /** ISO 8601. */
    private final String at;
    /** Externalizable id of the build. */
    private final String build;

    /** @param build externalizable id of the build that verified */
    public Verified(Verification v, String build) {
        this.verdict = v.verdict().name();
        this.at = v.finishedAt();
        this.build = build;
    }

    @Exported
    public String getVerdict() {
        return verdict;
    }

    @Exported
    public String getAt() {
        return at;
    }

    @Exported
    public String getBuild() {
        return build;
    }
}
