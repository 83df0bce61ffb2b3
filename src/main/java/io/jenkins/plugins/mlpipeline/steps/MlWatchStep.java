package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.form.Argument;
import io.jenkins.plugins.mlpipeline.steps.watch.WatchWish;
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
    private String labels;
    private Integer windows;
    private Double falseAlarms;
    private Long minRows;

    @DataBoundConstructor
    public MlWatchStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new WatchExecution(
                context,
                request(WorkerSpec.WATCH, false, null, null),
                new WatchWish(target, model, modelJob, data, evaluation, labels, windows, falseAlarms, minRows));
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
        @Override
        public String getFunctionName() {
            return "mlWatch";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlWatchStep_DisplayName();
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
