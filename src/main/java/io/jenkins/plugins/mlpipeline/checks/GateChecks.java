package io.jenkins.plugins.mlpipeline.checks;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Shows the verdict of a gate where the code is reviewed. */
public abstract class GateChecks implements ExtensionPoint {
    /**
     * Publishes a check.
     *
     * @param context of the step that judged
     */
    protected abstract void publish(GateCheck check, StepContext context) throws IOException, InterruptedException;

    /** Publishes a check wherever that is possible. */
    public static void publishAll(GateCheck check, StepContext context) throws IOException, InterruptedException {
        for (GateChecks checks : ExtensionList.lookup(GateChecks.class)) {
            checks.publish(check, context);
        }
    }
}
