package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import io.jenkins.plugins.mlpipeline.steps.diagnose.DiagnoseRequest;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlDiagnose}: puts into one document what an on-call person would look for at a target that this controller deployed, and
 * ranks the likely causes. What was not given is null.
 */
public class MlDiagnoseStep extends Step implements DiagnoseRequest, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration HOUR = Duration.ofHours(1);

    private final String target;
    private String since;
    /** Maps and expressions, which can be stored. */
    private ArrayList<Object> checks;

    private String prometheus;
    private String service;

    /** @param target {@code KIND/NAME}, {@code NAMESPACE/KIND/NAME}, or the id of its page */
    @DataBoundConstructor
    public MlDiagnoseStep(String target) {
        this.target = Util.fixNull(target).strip();
        if (this.target.isEmpty()) {
            throw new IllegalArgumentException(
                    "target is missing; name what is looked at, for example 'deployment/fraud'.");
        }
    }

    @Override
    public StepExecution start(StepContext context) {
        return new DiagnoseExecution(context, this);
    }

    @Override
    public Duration since() {
        return since == null ? HOUR : back(since);
    }

    private static Duration back(String given) {
        Duration back = OptionText.duration("since", given);
        if (back.isZero()) {
            throw new UserError("since is 0; a time is expected, for example 1h.");
        }
        return back;
    }

    @Override
    public List<Check> measured() {
        return checks == null || checks.isEmpty() ? List.of() : CheckReader.all(checks, CheckReader.Defaults.STANDARD);
    }

    @Override
    public String getTarget() {
        return target;
    }

    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(String since) {
        this.since = Checks.text(since, MlDiagnoseStep::back);
    }

    /** What is measured before and after. */
    public List<Object> getChecks() {
        return checks;
    }

    @DataBoundSetter
    public void setChecks(Object checks) {
        List<Object> read = InlineItems.checks(Given.items("checks", checks));
        if (read != null && !read.isEmpty()) {
            CheckReader.all(read, CheckReader.Defaults.STANDARD);
        }
        this.checks = read == null ? null : new ArrayList<>(read);
    }

    @Override
    public String getPrometheus() {
        return prometheus;
    }

    @DataBoundSetter
    public void setPrometheus(String prometheus) {
        this.prometheus = Util.fixEmptyAndTrim(prometheus);
    }

    @Override
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends MlStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlDiagnose";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlDiagnoseStep_DisplayName();
        }

        /** Checks as the form shows them, one in each line. */
        public String asChecks(List<?> checks) {
            return InlineItems.lines(checks);
        }

        /** Checks the checks while they are typed. */
        @POST
        public FormValidation doCheckChecks(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(
                    item,
                    value,
                    given -> CheckReader.all(
                            InlineItems.checks(FormValues.items(given)), CheckReader.Defaults.STANDARD));
        }

        /** Checks the time while it is typed. */
        @POST
        public FormValidation doCheckSince(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, MlDiagnoseStep::back);
        }

        /** The configured servers, for those who may configure the job. */
        @POST
        public ListBoxModel doFillPrometheusItems(@AncestorInPath Item item, @QueryParameter String prometheus) {
            return prometheusServers(item, prometheus);
        }
    }
}
