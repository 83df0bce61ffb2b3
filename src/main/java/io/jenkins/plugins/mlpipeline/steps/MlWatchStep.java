package io.jenkins.plugins.mlpipeline.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.form.Argument;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.steps.watch.WatchWish;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlWatch}: looks at what a model that serves was asked since the last look, on the agent that has the rows; the looks are
 * kept on the controller. An alarm makes the build unstable. What was not given is null.
 */
public class MlWatchStep extends WorkerStep {
    private String target;
    private String model;
    private String modelJob;
    private String data;
    private String evaluation;
    private String judged;
    private String labels;
    private Integer windows;
    private Double falseAlarms;
    private Long minRows;
    private String prometheus;
    private String histogram;
    private String window;

    @DataBoundConstructor
    public MlWatchStep() {}

    @Override
    public StepExecution start(StepContext context) throws Exception {
        WatchWish wish = new WatchWish(
                target,
                model,
                modelJob,
                data,
                evaluation,
                judged,
                labels,
                windows,
                falseAlarms,
                minRows,
                prometheus,
                histogram,
                window);
        if (wish.looksAtHistogram()) {
            return new HistogramWatchExecution(context, wish, getId());
        }
        for (Class<?> needed : DescriptorImpl.OF_ROWS) {
            if (context.get(needed) == null) {
                throw new MissingContextVariableException(needed);
            }
        }
        return new WatchExecution(context, request(WorkerSpec.WATCH, false, null, null), wish);
    }

    @Override
    void options(GivenSettings given) {
        // What is looked at is no setting of a spec.
    }

    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    public String getModel() {
        return model;
    }

    @DataBoundSetter
    public void setModel(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    public String getModelJob() {
        return modelJob;
    }

    @DataBoundSetter
    public void setModelJob(String modelJob) {
        this.modelJob = Util.fixEmptyAndTrim(modelJob);
    }

    public String getData() {
        return data;
    }

    @DataBoundSetter
    public void setData(String data) {
        this.data = Util.fixEmptyAndTrim(data);
    }

    public String getEvaluation() {
        return evaluation;
    }

    @DataBoundSetter
    public void setEvaluation(String evaluation) {
        this.evaluation = Util.fixEmptyAndTrim(evaluation);
    }

    public String getJudged() {
        return judged;
    }

    @DataBoundSetter
    public void setJudged(String judged) {
        this.judged = Util.fixEmptyAndTrim(judged);
    }

    public String getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(String labels) {
        this.labels = Util.fixEmptyAndTrim(labels);
    }

    public Integer getWindows() {
        return windows;
    }

    @DataBoundSetter
    public void setWindows(Integer windows) {
        this.windows = windows == null ? null : checkedWindows(windows);
    }

    public Double getFalseAlarms() {
        return falseAlarms;
    }

    @DataBoundSetter
    public void setFalseAlarms(Double falseAlarms) {
        this.falseAlarms = falseAlarms == null ? null : checkedFalseAlarms(falseAlarms);
    }

    public Long getMinRows() {
        return minRows;
    }

    @DataBoundSetter
    public void setMinRows(Long minRows) {
        this.minRows = minRows == null ? null : checkedMinRows(minRows);
    }

    public String getPrometheus() {
        return prometheus;
    }

    @DataBoundSetter
    public void setPrometheus(String prometheus) {
        this.prometheus = Util.fixEmptyAndTrim(prometheus);
    }

    public String getHistogram() {
        return histogram;
    }

    @DataBoundSetter
    public void setHistogram(String histogram) {
        this.histogram = Checks.text(histogram, WatchWish::selector);
    }

    public String getWindow() {
        return window;
    }

    @DataBoundSetter
    public void setWindow(String window) {
        this.window = Checks.text(window, WatchWish::back);
    }

    private static Integer checkedWindows(int given) {
        return new WatchPlan(given, WatchPlan.FALSE_ALARMS, WatchPlan.MIN_ROWS).windows();
    }

    private static Double checkedFalseAlarms(double given) {
        return new WatchPlan(WatchPlan.WINDOWS, given, WatchPlan.MIN_ROWS).falseAlarms();
    }

    private static Long checkedMinRows(long given) {
        return new WatchPlan(WatchPlan.WINDOWS, WatchPlan.FALSE_ALARMS, given).minRows();
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends WorkerStepDescriptor {
        /** What a look at rows needs; one at a histogram needs no agent. */
        static final Set<Class<?>> OF_ROWS = Set.of(FilePath.class, Launcher.class, EnvVars.class);

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public String getFunctionName() {
            return "mlWatch";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlWatchStep_DisplayName();
        }

        /** The configured servers, for those who may configure the job. */
        @POST
        public ListBoxModel doFillPrometheusItems(@AncestorInPath Item item, @QueryParameter String prometheus) {
            return prometheusServers(item, prometheus);
        }

        /** Checks the histogram while it is typed. */
        @POST
        public FormValidation doCheckHistogram(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, WatchWish::selector);
        }

        /** Checks the time while it is typed. */
        @POST
        public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, WatchWish::back);
        }

        /** Checks the number of looks while it is typed. */
        @POST
        public FormValidation doCheckWindows(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(
                    item, value, given -> checkedWindows((Integer) new Argument("windows", given).as(Integer.class)));
        }

        /** Checks the number of alarms while it is typed. */
        @POST
        public FormValidation doCheckFalseAlarms(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(
                    item,
                    value,
                    given -> checkedFalseAlarms((Double) new Argument("falseAlarms", given).as(Double.class)));
        }

        /** Checks the least number of rows while it is typed. */
        @POST
        public FormValidation doCheckMinRows(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> checkedMinRows((Long) new Argument("minRows", given).as(Long.class)));
        }
    }
}
