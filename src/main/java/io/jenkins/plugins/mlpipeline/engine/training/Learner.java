package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;

/** Something that learns to predict labels from features. */
sealed interface Learner permits GradientBoosting, RandomForest, Mlp {
    /**
     * Learns.
     *
     * @param rows features, dictionaries narrowed to these rows
     * @param labels as many labels as rows
     * @return to be closed by the caller
     * @throws UserError when nothing can be learnt from this data with these hyperparameters
     */
    FittedModel fit(Table rows, Labels labels, FitContext context);

    /**
     * The learner of an algorithm.
     *
     * @throws UserError when it is not supported yet
     */
    static Learner of(Algorithm algorithm, Hyperparameters hyperparameters) {
        return switch (algorithm) {
            case GRADIENT_BOOSTING -> new GradientBoosting(hyperparameters);
            case RANDOM_FOREST -> new RandomForest(hyperparameters);
            case MLP -> new Mlp(hyperparameters);
            case AUTO, LOGISTIC_REGRESSION, LINEAR_REGRESSION ->
                throw new UserError("algorithm \"" + algorithm.key()
                        + "\" is not supported yet. Use gradient_boosting, random_forest or mlp.");
        };
    }
}
