package io.jenkins.plugins.mlpipeline.approval;

import hudson.model.Run;

/** Whether a person stands behind a build. */
public final class Persons {
    private Persons() {}

    /** Whether somebody started it, or a build that it comes from; where that can't be told, nobody did. */
    public static boolean startedBy(Run<?, ?> run) {
        return Starters.of(run).person();
    }
}
