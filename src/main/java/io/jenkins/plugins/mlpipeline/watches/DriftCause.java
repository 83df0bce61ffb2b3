package io.jenkins.plugins.mlpipeline.watches;

import hudson.model.Cause;
import org.kohsuke.stapler.export.Exported;

/** Drift started the build; no person stands behind it. Names of columns are a stranger's texts, shown and never used. */
public final class DriftCause extends Cause {
    private final String at;
    private final String target;
    private final String model;
    private final String look;
    private final String watch;
    private final String reason;

    DriftCause(DriftStart start) {
        this.at = start.at();
        this.target = start.target();
        this.model = start.model();
        this.look = start.look();
        this.watch = start.watch();
        this.reason = start.reason();
    }

    @Override
    public String getShortDescription() {
        return Messages.DriftCause_Description(target, reason, look, watch);
    }

    /** When, ISO 8601. */
    @Exported(visibility = 3)
    public String getAt() {
        return at;
    }

    @Exported(visibility = 3)
    public String getTarget() {
        return target;
    }

    @Exported(visibility = 3)
    public String getModel() {
        return model;
    }

    /** When was looked, ISO 8601. */
    @Exported(visibility = 3)
    public String getLook() {
        return look;
    }

    /** The build that looked. */
    @Exported(visibility = 3)
    public String getWatch() {
        return watch;
    }

    /** What was bad. */
    @Exported(visibility = 3)
    public String getReason() {
        return reason;
    }
}
