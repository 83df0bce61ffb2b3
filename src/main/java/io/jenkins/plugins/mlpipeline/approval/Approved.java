package io.jenkins.plugins.mlpipeline.approval;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import java.time.Instant;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A model's approval as pages and the remote API show it. */
@ExportedBean(defaultVisibility = 2)
public final class Approved {
    private final ApprovalFile.Entry entry;
    private final boolean ended;

    Approved(ApprovalFile.Entry entry, Instant now) {
        this.entry = entry;
        this.ended = !entry.approval().holds(now);
    }

    /** The approval itself. */
    Approval approval() {
        return entry.approval();
    }

    /** Name of the model within builds. */
    @Exported
    public String getModel() {
        return entry.id();
    }

    @Exported
    public String getDigest() {
        return entry.digest();
    }

    /** Number of the build whose verdict was approved. */
    @Exported
    public int getBuild() {
        return entry.build();
    }

    @Exported
    public String getVerdict() {
        return approval().verdict().name();
    }

    @Exported
    public String getBy() {
        return approval().by();
    }

    @Exported
    public String getAt() {
        return approval().at();
    }

    @Exported
    public String getReason() {
        return approval().reason();
    }

    @Exported
    public String getExpires() {
        return approval().expires();
    }

    @Exported
    public boolean isEnded() {
        return ended;
    }

    /** The same for people. */
    public String getSentence() {
        return (ended ? "Was " : "Nevertheless ") + approval().sentence();
    }
}
