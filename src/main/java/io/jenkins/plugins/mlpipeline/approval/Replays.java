package io.jenkins.plugins.mlpipeline.approval;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** Replay, and Rebuild of a pipeline. */
@Extension(optional = true)
public final class Replays extends Repetition<ReplayCause> {
    public Replays() {
        super(ReplayCause.class);
    }

    @Override
    protected int original(ReplayCause cause) {
        return cause.getOriginalNumber();
    }
}
