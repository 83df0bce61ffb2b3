package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.foresight.AskedNumbers;
import io.jenkins.plugins.mlpipeline.engine.foresight.ServiceHistory;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.Given;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlForesee}: notes what numbers of a service say over time, as a Prometheus that an administrator named knows them: what those
 * before do not explain, since when a number is another, and when it crosses its limit. What was not given is null.
 */
public class MlForeseeStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> queries;
    private ArrayList<String> limits;
    private String target;
    private String prometheus;
    private String since;
    private boolean unstableOnNotes;

    /** @param queries {@code NAME=PROMQL}, one or several */
    @DataBoundConstructor
    public MlForeseeStep(Object queries) {
        this.queries = texts("queries", queries);
        if (this.queries == null || this.queries.isEmpty()) {
            throw new IllegalArgumentException("queries are missing; say how a number is asked for, for example"
                    + " 'memory=max(process_resident_memory_bytes{$pods})'.");
        }
        AskedNumbers.of(this.queries, List.of(), List.of());
    }

    /** A query has commas of its own: one text has one in each line. */
    private static ArrayList<String> texts(String name, Object given) {
        List<Object> items = Given.items(name, given);
        return items == null
                ? null
                : items.stream().map(String::valueOf).collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ForeseeExecution(context, this);
    }

    /** What is looked at. */
    AskedNumbers numbers() {
        return AskedNumbers.of(queries, List.of(), limits == null ? List.of() : limits);
    }

    /** How far back. */
    Duration back() {
        return since == null ? ServiceHistory.SINCE : back(since);
    }

    private static Duration back(String given) {
        return ServiceHistory.requireSince(OptionText.duration("since", given));
    }

    public List<String> getQueries() {
        return queries;
    }

    public List<String> getLimits() {
        return limits;
    }

    @DataBoundSetter
    public void setLimits(Object limits) {
        ArrayList<String> read = texts("limits", limits);
        if (read != null) {
            AskedNumbers.of(List.of(), List.of(), read);
        }
        this.limits = read == null || read.isEmpty() ? null : read;
    }

    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    public String getPrometheus() {
        return prometheus;
    }

    @DataBoundSetter
    public void setPrometheus(String prometheus) {
        this.prometheus = Util.fixEmptyAndTrim(prometheus);
    }

    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(String since) {
        this.since = Checks.text(since, MlForeseeStep::back);
    }

    public boolean isUnstableOnNotes() {
        return unstableOnNotes;
    }

    @DataBoundSetter
    public void setUnstableOnNotes(boolean unstableOnNotes) {
        this.unstableOnNotes = unstableOnNotes;
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends MlStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlForesee";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlForeseeStep_DisplayName();
        }

        /** Texts as the form shows them, one in each line. */
        public String asEach(List<String> texts) {
            return FormValues.eachALine(texts);
        }

        /** Checks the queries while they are typed. */
        @POST
        public FormValidation doCheckQueries(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> AskedNumbers.of(texts("queries", given), List.of(), List.of()));
        }

        /** Checks the limits while they are typed. */
        @POST
        public FormValidation doCheckLimits(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> AskedNumbers.of(List.of(), List.of(), texts("limits", given)));
        }

        /** Checks the time while it is typed. */
        @POST
        public FormValidation doCheckSince(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, MlForeseeStep::back);
        }

        /** The configured servers, for those who may configure the job. */
        @POST
        public ListBoxModel doFillPrometheusItems(@AncestorInPath Item item, @QueryParameter String prometheus) {
            return prometheusServers(item, prometheus);
        }
    }
}
