package io.jenkins.plugins.mlpipeline.index;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;

/** Brings the index up to date when a build ends or is deleted. */
@Extension
public final class IndexedBuilds extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        ModelIndex.get().ended(run);
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        ModelIndex.get().deleted(run);
    }
}
