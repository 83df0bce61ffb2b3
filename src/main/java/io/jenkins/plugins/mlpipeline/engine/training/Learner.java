package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Algorithm;

/** Something that learns to predict labels from features. */
sealed interface Learner permits GradientBoosting, RandomForest, LogisticRegression, LinearRegression, Mlp {
    /**
     * Learns.
     *
     * @param rows features, dictionaries narrowed to these rows
     * @param labels as many labels as rows
     * @return to be closed by the caller
     * @throws UserError when nothing can be learnt from this data with these hyperparameters
     */
    FittedModel fit(Table rows, Labels labels, FitContext context);

    /** The learner of an algorithm that learns itself. */
    static Learner of(Algorithm algorithm, Hyperparameters hyperparameters) {
        return switch (algorithm) {
            case GRADIENT_BOOSTING -> new GradientBoosting(hyperparameters);
            case RANDOM_FOREST -> new RandomForest(hyperparameters);
            case LOGISTIC_REGRESSION -> new LogisticRegression(hyperparameters);
            case LINEAR_REGRESSION -> new LinearRegression(hyperparameters);
            case MLP -> new Mlp(hyperparameters);
            case AUTO -> throw new IllegalArgumentException("auto is a choice of learners, not one");
        };
    }
}
