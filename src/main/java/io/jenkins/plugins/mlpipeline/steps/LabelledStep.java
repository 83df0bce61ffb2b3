package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.form.Given;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of the steps that read rows with the truth: what is predicted from what, and where the result goes. */
public abstract class LabelledStep extends WorkerStep {
    private String output;
    private String task;
    private String label;
    private List<String> labels;
    private String posLabel;
    private List<String> features;
    private List<String> ignore;

    /** Puts what this step was given beside that under the spec's keys. */
    abstract void further(GivenSettings given);

    @Override
    final void options(GivenSettings given) {
        given.put(SpecKeys.TASK, task)
                .put(SpecKeys.LABEL, label)
                .put(SpecKeys.LABELS, labels)
                .put(SpecKeys.POS_LABEL, posLabel)
                .put(SpecKeys.FEATURES, features)
                .put(SpecKeys.IGNORE, ignore);
        further(given);
    }

    @Override
    final String output() {
        return output;
    }

    public String getOutput() {
        return output;
    }

    @DataBoundSetter
    public void setOutput(String output) {
        this.output = Util.fixEmptyAndTrim(output);
    }

    public String getTask() {
        return task;
    }

    @DataBoundSetter
    public void setTask(String task) {
        this.task = Util.fixEmptyAndTrim(task);
    }

    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    public List<String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(Object labels) {
        this.labels = Given.texts("labels", labels);
    }

    public String getPosLabel() {
        return posLabel;
    }

    @DataBoundSetter
    public void setPosLabel(String posLabel) {
        this.posLabel = Util.fixEmptyAndTrim(posLabel);
    }

    public List<String> getFeatures() {
        return features;
    }

    @DataBoundSetter
    public void setFeatures(Object features) {
        this.features = Given.texts("features", features);
    }

    public List<String> getIgnore() {
        return ignore;
    }

    @DataBoundSetter
    public void setIgnore(Object ignore) {
        this.ignore = Given.texts("ignore", ignore);
    }
}
