package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.rollout.RollbackRequest;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.steps.rollback.RollbackWish;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlRollback}: takes a target that this controller deployed to back to a revision that is known to work. What was not given
 * is null; the defaults are those of the engine.
 */
public class MlRollbackStep extends ChangingStep implements RollbackWish {
    private static final long serialVersionUID = 1L;
    private static final String PREVIOUS = "previous";

    private final String target;
    private String to;
    private String reason;

    /** @param target {@code KIND/NAME}, {@code NAMESPACE/KIND/NAME}, or the id of its page */
    @DataBoundConstructor
    public MlRollbackStep(String target) {
        this.target = Util.fixNull(target).strip();
        if (this.target.isEmpty()) {
            throw new IllegalArgumentException(
                    "target is missing; name what is gone back from, for example 'deployment/fraud'.");
        }
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RollbackExecution(context, this);
    }

    @Override
    public String getTarget() {
        return target;
    }

    public String getTo() {
        return to;
    }

    @Override
    public String to() {
        return to == null ? PREVIOUS : to;
    }

    @DataBoundSetter
    public void setTo(String to) {
        this.to = Checks.text(to, RollbackRequest::requireTo);
    }

    @Override
    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends MlStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlRollback";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlRollbackStep_DisplayName();
        }

        /** Checks what is looked for while it is typed. */
        @POST
        public FormValidation doCheckTo(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, RollbackRequest::requireTo);
        }
    }
}
