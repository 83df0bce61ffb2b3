package io.jenkins.plugins.mlpipeline.steps.common;

import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.BodyInvocationAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The attempts of {@code retry}: each runs the block anew, in flow nodes of its own below the node of the step. */
final class Attempts {
    private static final String RETRY = "retry";

    private Attempts() {}

    /**
     * Whether a step ran in an attempt that failed, and this one runs in a later attempt of the same block.
     *
     * @param node of this step
     * @param other id of the node of the other one
     */
    static boolean isFormer(FlowNode node, String other) {
        try {
            FlowNode found = node.getExecution().getNode(other);
            if (found == null) {
                return false;
            }
            List<String> ours = node.getAllEnclosingIds();
            List<String> theirs = found.getAllEnclosingIds();
            for (int i = 1; i < ours.size(); i++) {
                int same = theirs.indexOf(ours.get(i));
                if (same > 0 && !ours.get(i - 1).equals(theirs.get(same - 1)) && isRetry(node, ours.get(i))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // What can't be read is not known to have failed.
            return false;
        }
    }

    /** Whether a block is the step itself; each attempt below it is a block of the same step. */
    private static boolean isRetry(FlowNode node, String block) throws IOException {
        FlowNode found = node.getExecution().getNode(block);
        StepDescriptor step = found instanceof StepNode of ? of.getDescriptor() : null;
        return step != null
                && RETRY.equals(step.getFunctionName())
                && found.getPersistentAction(BodyInvocationAction.class) == null;
    }
}
