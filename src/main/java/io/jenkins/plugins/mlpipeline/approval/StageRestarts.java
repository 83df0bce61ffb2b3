package io.jenkins.plugins.mlpipeline.approval;

import hudson.Extension;
import org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause;

/** Restart from Stage of a Declarative pipeline. */
@Extension(optional = true)
public final class StageRestarts extends Repetition<RestartDeclarativePipelineCause> {
    public StageRestarts() {
        super(RestartDeclarativePipelineCause.class);
    }

    @Override
    protected boolean goesOn() {
        return true;
    }

    @Override
    protected int original(RestartDeclarativePipelineCause cause) {
        return cause.getOriginRunNumber();
    }
}
