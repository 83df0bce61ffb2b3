package io.jenkins.plugins.mlpipeline.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of steps on an agent have in common. */
public abstract class WorkerStepDescriptor extends MlStepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class, FilePath.class, Launcher.class, EnvVars.class);
    }

    /** Checks the heap limit while it is typed. */
    @POST
    public FormValidation doCheckHeap(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, Checks::heap);
    }

    /** Checks the limit of the worker's memory while it is typed. */
    @POST
    public FormValidation doCheckMemory(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> Checks.memory("memory", given));
    }

    /** The tasks. */
    @POST
    public ListBoxModel doFillTaskItems() {
        return choices(SpecKeys.TASK);
    }

    /** The decimal signs. */
    @POST
    public ListBoxModel doFillDecimalItems() {
        return choices(SpecKeys.DECIMAL);
    }

    /** What cells are that are no numbers. */
    @POST
    public ListBoxModel doFillBadNumbersItems() {
        return choices(SpecKeys.BAD_NUMBERS);
    }

    /** What stands first in dates. */
    @POST
    public ListBoxModel doFillDatesItems() {
        return choices(SpecKeys.DATES);
    }

    /** The levels of the log. */
    @POST
    public ListBoxModel doFillLogLevelItems() {
        return choices(Checks.LOG_LEVELS);
    }
}
