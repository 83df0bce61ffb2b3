package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Gives an id of a model to one step at a time. */
@Restricted(NoExternalUse.class)
public final class IdClaims {
    private IdClaims() {}

    /**
     * Takes an id for a step. What an attempt that failed recorded under it is forgotten: this one records it anew.
     *
     * @throws AbortException when another step of its kind has it, or had it and completed
     */
    public static void claim(Run<?, ?> run, FlowNode node, String step, String id) throws IOException {
        MlPipelineAction record = MlPipelineAction.of(run);
        record.forget(id, other -> Attempts.isFormer(node, other));
        try {
            record.claim(step, id, node.getId(), other -> runs(node, other));
        } catch (IllegalStateException e) {
            throw Sentences.abort(e);
        }
    }

    private static boolean runs(FlowNode node, String other) {
        try {
            FlowNode found = node.getExecution().getNode(other);
            return found != null && found.isActive();
        } catch (IOException e) {
            // A node that can't be read belongs to no step that runs.
            return false;
        }
    }
}
