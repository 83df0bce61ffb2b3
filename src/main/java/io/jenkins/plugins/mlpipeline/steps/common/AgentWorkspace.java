package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.FilePath;
import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The workspace of a step; after a restart or a lost connection the agent may need a while to come back. */
@Restricted(NoExternalUse.class)
public final class AgentWorkspace {
    private static final int PATIENCE_SECONDS = 300;

    private AgentWorkspace() {}

    /**
     * The workspace, which is waited for.
     *
     * @throws FlowInterruptedException when the agent does not come back
     */
    public static FilePath await(StepContext context) throws IOException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_SECONDS; waited++) {
            FilePath workspace = context.get(FilePath.class);
            if (workspace != null) {
                return workspace;
            }
            Thread.sleep(1000);
        }
        throw new FlowInterruptedException(Result.ABORTED, false, new ExecutorStepExecution.RemovedNodeCause());
    }
}
