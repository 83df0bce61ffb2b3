package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.job.AskWish;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Question;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import io.jenkins.plugins.mlpipeline.steps.verify.AskOnAgent;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlVerify}: watches what this build deployed, by a Prometheus that an administrator named, lets the agent ask it, or both,
 * and goes back when it does not do what was asked of it. What was not given is null; the defaults are those of the engine.
 */
public class MlVerifyStep extends TargetStep implements VerifyRequest {
    private static final long serialVersionUID = 1L;
    private static final String CHECKS = "checks";
    private static final String SHADOW = "shadow";
    private static final String LATENCY = "latency";

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
    private String endpoint;
    private String protocol;
    private String endpointCa;
    private ArrayList<String> data;
    private String outcomes;
    private Integer rows;
    private Double load;
    private ArrayList<String> latency;
    /** Values by name, which can be stored. */
    private LinkedHashMap<String, Object> shadow;

    @DataBoundConstructor
    public MlVerifyStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new VerifyExecution(context, this);
    }

    @Override
    public VerificationPlan plan() {
        if (checks == null || checks.isEmpty()) {
            if (endpoint != null) {
                return null;
            }
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

    /**
     * What the agent asks the served model; null when it asks nothing.
     *
     * @throws UserError when a parameter is missing or not understood
     */
    AskWish wish() {
        boolean asksRows = data != null || outcomes != null || rows != null;
        boolean asks = asksRows
                || endpoint != null
                || protocol != null
                || endpointCa != null
                || load != null
                || latency != null
                || shadow != null;
        return asks
                ? new AskWish(
                                endpoint,
                                protocol,
                                endpointCa,
                                asksRows
                                        ? new AskWish.Rows(
                                                data,
                                                outcomes == null ? AskOnAgent.KEPT : outcomes,
                                                rows,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null)
                                        : null,
                                null,
                                load,
                                latency,
                                shadow == null ? null : AskWish.Recorded.of(shadow))
                        .required()
                : null;
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

    @Override
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    /** Where the served model takes rows, as the agent reaches it. */
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Checks.text(endpoint, Endpoint::address);
    }

    /** How it takes them. */
    public String getProtocol() {
        return protocol;
    }

    @DataBoundSetter
    public void setProtocol(String protocol) {
        this.protocol = Checks.text(protocol, Protocol::known);
    }

    /** The file with the certificate of its authority. */
    public String getEndpointCa() {
        return endpointCa;
    }

    @DataBoundSetter
    public void setEndpointCa(String endpointCa) {
        this.endpointCa = Util.fixEmptyAndTrim(endpointCa);
    }

    /** The rows that the gate judged: one file as its name, several as a list. */
    public Object getData() {
        return data != null && data.size() == 1 ? data.get(0) : data;
    }

    @DataBoundSetter
    public void setData(Object data) {
        List<String> files = Given.files("data", data);
        this.data = files == null ? null : new ArrayList<>(files);
    }

    /** What was answered to them when they were judged. */
    public String getOutcomes() {
        return outcomes;
    }

    @DataBoundSetter
    public void setOutcomes(String outcomes) {
        this.outcomes = Util.fixEmptyAndTrim(outcomes);
    }

    /** How many rows are sent. */
    public Integer getRows() {
        return rows;
    }

    @DataBoundSetter
    public void setRows(Integer rows) {
        this.rows = Checks.within("rows", Checks.positive("rows", rows), Question.MOST_ROWS);
    }

    /** How many requests a second are made to measure latencies. */
    public Double getLoad() {
        return load;
    }

    @DataBoundSetter
    public void setLoad(Double load) {
        this.load = Checks.positive("load", load);
    }

    /** Limits for these latencies. */
    public List<String> getLatency() {
        return latency;
    }

    @DataBoundSetter
    public void setLatency(Object latency) {
        List<String> read = Given.texts(LATENCY, latency);
        if (read != null) {
            read.forEach(CheckReader::latency);
        }
        this.latency = read == null ? null : new ArrayList<>(read);
    }

    /** Recorded requests that the model before is asked, too. */
    public Map<String, Object> getShadow() {
        return shadow;
    }

    @DataBoundSetter
    public void setShadow(Object shadow) {
        Map<String, Object> read = Given.pairs(SHADOW, shadow);
        if (read != null) {
            AskWish.Recorded.of(read);
        }
        this.shadow = read == null ? null : new LinkedHashMap<>(read);
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

        /** Checks the address of the endpoint while it is typed; nothing is sent there. */
        @POST
        public FormValidation doCheckEndpoint(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, Endpoint::address);
        }

        /** Checks the protocol while it is typed. */
        @POST
        public FormValidation doCheckProtocol(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, Protocol::known);
        }

        /** Checks the limits of latencies while they are typed. */
        @POST
        public FormValidation doCheckLatency(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> Given.texts(LATENCY, given).forEach(CheckReader::latency));
        }

        /** Checks what is said of recorded requests while it is typed. */
        @POST
        public FormValidation doCheckShadow(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> AskWish.Recorded.of(Given.pairs(SHADOW, given)));
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
