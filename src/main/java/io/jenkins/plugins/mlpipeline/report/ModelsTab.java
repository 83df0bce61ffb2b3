package io.jenkins.plugins.mlpipeline.report;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import jenkins.model.experimentalflags.UserExperimentalFlag;

/** The models of a build on the new build page: a card, and a tab that leads to {@link MlPipelineAction}. */
public final class ModelsTab extends Tab {
    /** Whether a user asked for the new page; the class is not for plugins, its name is. */
    private static final String NEW_PAGE = "jenkins.model.experimentalflags.NewBuildPageUserExperimentalFlag";

    private final MlPipelineAction models;

    private ModelsTab(Run<?, ?> run, MlPipelineAction models) {
        super(run);
        this.models = models;
    }

    /** Whether the reader has the new build page. */
    static boolean isNewPage() {
        return Boolean.TRUE.equals(UserExperimentalFlag.<Boolean>getFlagValueForCurrentUser(NEW_PAGE));
    }

    /** What the card shows. */
    public MlPipelineAction getModels() {
        return models;
    }

    @Override
    public String getIconFileName() {
        return models.getIconFileName();
    }

    @Override
    public String getDisplayName() {
        return models.getDisplayName();
    }

    @Override
    public String getUrlName() {
        return MlPipelineAction.URL;
    }

    /** Gives builds with models their tab. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run<?, ?>> {
        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Class<Run<?, ?>> type() {
            return (Class) Run.class;
        }

        /** So that nobody who looks for the record comes by here. */
        @Override
        public Class<? extends Action> actionType() {
            return ModelsTab.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run<?, ?> run) {
            MlPipelineAction models = isNewPage() ? run.getAction(MlPipelineAction.class) : null;
            return models == null ? List.of() : List.of(new ModelsTab(run, models));
        }
    }
}
