package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;

/** Something that learns to predict labels from features. */
public interface Learner {
    /**
     * Learns.
     *
     * @param rows features, dictionaries narrowed to these rows
     * @param labels as many labels as rows
     * @return to be closed by the caller
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when nothing can be learnt from this data with these
     *     hyperparameters
     */
    FittedModel fit(Table rows, Labels labels, FitContext context);
}
