package io.jenkins.plugins.mlpipeline.approval;

import hudson.model.Cause;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import java.util.List;
import java.util.Set;

/**
 * Causes that stand for no person: a clock, a change in a repository, a branch that was found. A subclass of one of them is one
 * too, as the causes of the plugins for GitHub and others are. Of every other kind it isn't known; whoever has the token of a
 * job, for example, starts it as a {@link Cause.RemoteCause}.
 */
final class ImpersonalCauses {
    /** By name: the plugins that have them need not be here. */
    private static final Set<String> KNOWN = Set.of(
            "hudson.triggers.TimerTrigger$TimerTriggerCause",
            "hudson.triggers.SCMTrigger$SCMTriggerCause",
            "jenkins.branch.BranchIndexingCause",
            "jenkins.branch.BranchEventCause",
            "io.jenkins.plugins.mlpipeline.alerts.IncidentCause",
            "io.jenkins.plugins.mlpipeline.watches.DriftCause");

    private ImpersonalCauses() {}

    /** Whether a cause is one of them, or of a kind that an administrator lists. */
    static boolean names(Cause cause) {
        List<String> trusted = MlPipelineConfiguration.get().getTrustedCauses();
        for (Class<?> kind = cause.getClass(); kind != Cause.class && kind != null; kind = kind.getSuperclass()) {
            if (KNOWN.contains(kind.getName()) || trusted.contains(kind.getName())) {
                return true;
            }
        }
        return false;
    }
}
