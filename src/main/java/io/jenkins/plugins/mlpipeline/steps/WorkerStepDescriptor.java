package io.jenkins.plugins.mlpipeline.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of steps on an agent have in common. */
public abstract class WorkerStepDescriptor extends StepDescriptor {
    private static final List<String> LISTS = List.of("labels", "features", "ignore", "missing", "candidates");

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class, FilePath.class, Launcher.class, EnvVars.class);
    }

    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        FormValues.dropEmpty(form);
        FormValues.splitLists(form, LISTS);
        try {
            var hyperparameters = FormValues.takePairs(form, "hyperparameters");
            var scoreColumns = FormValues.takePairs(form, "scoreColumns");
            var baseline = FormValues.takePairs(form, "baseline");
            Step step = super.newInstance(request, form);
            if (step instanceof MlTrainStep train) {
                train.setHyperparameters(hyperparameters);
            }
            if (step instanceof MlValidateStep validate) {
                validate.setScoreColumns(scoreColumns);
                validate.setBaseline(baseline);
            }
            return step;
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "hyperparameters");
        }
    }

    /** Checks the id while it is typed; it says nothing that the person did not type. */
    @POST
    public FormValidation doCheckId(@QueryParameter String value) {
        String id = Util.fixEmptyAndTrim(value);
        return id == null || ModelId.isValid(id) ? FormValidation.ok() : FormValidation.error(ModelId.problem(id));
    }

    /** Checks the heap limit while it is typed. */
    @POST
    public FormValidation doCheckHeap(@QueryParameter String value) {
        try {
            Checks.heap(Util.fixEmptyAndTrim(value));
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** The tasks. */
    @POST
    public ListBoxModel doFillTaskItems() {
        return choices("binary", "multiclass", "regression");
    }

    /** The levels of the log. */
    @POST
    public ListBoxModel doFillLogLevelItems() {
        return choices(Checks.LOG_LEVELS.toArray(new String[0]));
    }

    /** A list as the form shows it. */
    public String asText(List<?> items) {
        return FormValues.commas(items);
    }

    /** Pairs as the form shows them. */
    public String asLines(Map<?, ?> pairs) {
        return FormValues.lines(pairs);
    }

    static ListBoxModel choices(String... values) {
        ListBoxModel items = new ListBoxModel();
        items.add("", "");
        for (String value : values) {
            items.add(value);
        }
        return items;
    }
}
