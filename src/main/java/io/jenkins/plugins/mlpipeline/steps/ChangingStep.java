package io.jenkins.plugins.mlpipeline.steps;

import org.kohsuke.stapler.DataBoundSetter;

/** A step that changes a target, or shows what it would change. */
public abstract class ChangingStep extends TargetStep {
    private static final long serialVersionUID = 1L;

    private boolean dryRun;

    /** Whether nothing is written. */
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }
}
