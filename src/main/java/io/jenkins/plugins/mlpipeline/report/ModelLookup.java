package io.jenkins.plugins.mlpipeline.report;

/**
 * Finds the page of a model by its id, before anything else that has a name below the page of all models: a model may be
 * called {@code api} or {@code run}.
 */
public final class ModelLookup {
    private final MlPipelineAction action;

    ModelLookup(MlPipelineAction action) {
        this.action = action;
    }

    /** The page of a model; an unknown id has none. */
    public ModelPage getDynamic(String id) {
        return action.model(id)
                .map(record -> new ModelPage(action.getRun(), record))
                .orElse(null);
    }
}
