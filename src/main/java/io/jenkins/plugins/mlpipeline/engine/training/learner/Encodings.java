package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;

/** How a learner learns the encoding of its columns, with the hyperparameter that all learners have for it. */
public final class Encodings {
    private Encodings() {}

    /**
     * Learns from a training part.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError as {@link Preprocessing#learn}
     */
    public static Preprocessing.Learnt learn(
            Table rows, Labels labels, Preprocessing.Style style, Hyperparameters hyperparameters, FitContext context) {
        ManyCategories many = ManyCategories.of(hyperparameters.get(Common.MANY_CATEGORIES.name()));
        return Preprocessing.learn(rows, labels, style, many, context.seed());
    }
}
