package io.jenkins.plugins.mlpipeline.steps.turn;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells whether the steps that claim a target still run. */
@Restricted(NoExternalUse.class)
public final class Claims {
    private Claims() {}

    /** Whether a step still runs, or may go on once its build has been read again after a restart. */
    public static boolean alive(Claim claim) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> run = Run.fromExternalizableId(claim.getBuild());
            if (run == null || !run.isBuilding() || !(run instanceof FlowExecutionOwner.Executable executable)) {
                return false;
            }
            FlowExecutionOwner owner = executable.asFlowExecutionOwner();
            FlowExecution execution = owner == null ? null : owner.getOrNull();
            if (execution == null) {
                return true;
            }
            FlowNode node = execution.getNode(claim.getNode());
            return node != null && node.isActive();
        } catch (IOException e) {
            // Not readable yet is no reason to take its turn.
            return true;
        }
    }
}
