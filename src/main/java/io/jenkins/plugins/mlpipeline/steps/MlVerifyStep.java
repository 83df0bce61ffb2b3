package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlVerify}: watches what this build deployed, by a Prometheus that an administrator named, and goes back when it does
 * not do what was asked of it. What was not given is null; the defaults are those of the engine.
 */
public class MlVerifyStep extends TargetStep implements VerifyRequest {
    private static final long serialVersionUID = 1L;
    private static final String CHECKS = "checks";

    /** Maps and expressions, which can be stored. */
    private ArrayList<Object> checks;

    private String prometheus;
    private String window;
    private String interval;
    private Integer badLooks;
    private Integer looks;
    private Integer minRequests;
    private String noData;
    private String onFailure;
    private String service;

    @DataBoundConstructor
    public MlVerifyStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new VerifyExecution(context, this);
    }

    @Override
    public VerificationPlan plan() {
        if (checks == null || checks.isEmpty()) {
            throw new UserError(
                    "mlVerify has no checks; a verification without one would say nothing. Write for example"
                            + " checks: ['mlserver.errors<=1 %'].");
        }
        CheckReader.Defaults defaults = new CheckReader.Defaults(
                minRequests == null ? Check.MIN_REQUESTS : minRequests,
                noData == null ? NoData.INCONCLUSIVE : NoData.of(noData));
        return new VerificationPlan(
                CheckReader.all(checks, defaults),
                time("window", window, VerificationPlan.WINDOW),
                time("interval", interval, VerificationPlan.INTERVAL),
                badLooks == null ? VerificationPlan.BAD_LOOKS : badLooks,
                looks == null ? Math.max(VerificationPlan.LOOKS, badLooks == null ? 0 : badLooks) : looks,
                service);
    }

    private static Duration time(String name, String given, Duration standard) {
        return given == null ? standard : OptionText.duration(name, given);
    }

    @Override
    public Recovery recovery() {
        return onFailure == null ? Recovery.ROLLBACK : OptionText.recovery("onFailure", onFailure);
    }

    /** What is asked of the deployment. */
    public List<Object> getChecks() {
        return checks;
    }

    @DataBoundSetter
    public void setChecks(Object checks) {
        List<Object> read = InlineItems.checks(Given.items(CHECKS, checks));
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

    public String getWindow() {
        return window;
    }

    @DataBoundSetter
    public void setWindow(String window) {
        this.window = Checks.text(window, given -> OptionText.duration("window", given));
    }

    public String getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Checks.text(interval, given -> OptionText.duration("interval", given));
    }

    public Integer getBadLooks() {
        return badLooks;
    }

    @DataBoundSetter
    public void setBadLooks(Integer badLooks) {
        this.badLooks = Checks.positive("badLooks", badLooks);
    }

    public Integer getLooks() {
        return looks;
    }

    @DataBoundSetter
    public void setLooks(Integer looks) {
        this.looks = Checks.positive("looks", looks);
    }

    public Integer getMinRequests() {
        return minRequests;
    }

    @DataBoundSetter
    public void setMinRequests(Integer minRequests) {
        this.minRequests = Checks.positive("minRequests", minRequests);
    }

    public String getNoData() {
        return noData;
    }

    @DataBoundSetter
    public void setNoData(String noData) {
        this.noData = Checks.text(noData, NoData::of);
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Checks.text(onFailure, given -> OptionText.recovery("onFailure", given));
    }

    /** What {@code $service} stands for. */
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
            return "mlVerify";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlVerifyStep_DisplayName();
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

        /** Checks the window while it is typed. */
        @POST
        public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> OptionText.duration("window", given));
        }

        /** Checks the interval while it is typed. */
        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> OptionText.duration("interval", given));
        }

        /** The configured servers, for those who may configure the job. */
        @POST
        public ListBoxModel doFillPrometheusItems(@AncestorInPath Item item, @QueryParameter String prometheus) {
            return prometheusServers(item, prometheus);
        }

        /** What a check without data means. */
        @POST
        public ListBoxModel doFillNoDataItems() {
            return choices("inconclusive", "pass");
        }

        /** What to do about a failure. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return choices("rollback", "leave");
        }
    }
}
