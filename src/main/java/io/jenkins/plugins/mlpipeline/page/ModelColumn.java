package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column of a view: the newest verdicts of each job's models. It loads no build. */
public final class ModelColumn extends ListViewColumn {
    /** More have no room beside one another. */
    private static final int MOST_MODELS = 3;

    @DataBoundConstructor
    public ModelColumn() {
        // Nothing can be set.
    }

    /** The models of a row, the newest first; none for what is no job. */
    public List<ModelRow> models(Item item) {
        return item instanceof Job<?, ?> job
                ? ModelIndex.get().of(job.getFullName()).stream()
                        .limit(MOST_MODELS)
                        .map(model -> new ModelRow(job, model, List.of(), List.of()))
                        .toList()
                : List.of();
    }

    /** Offers the column; a view has it when somebody adds it. */
    @Extension
    @Symbol("mlModelColumn")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ModelColumn_DisplayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
