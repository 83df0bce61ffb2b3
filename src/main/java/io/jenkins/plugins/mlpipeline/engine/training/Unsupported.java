package io.jenkins.plugins.mlpipeline.engine.training;

import java.util.Map;

/** scikit-learn's hyperparameters that are known and refused, with the reason and, where there is one, the way out. */
final class Unsupported {
    private static final String PROGRESS = "progress is always reported";
    private static final String WARM_START = "a training always starts afresh";

    static final Map<String, String> GRADIENT_BOOSTING = Map.of(
            "loss", "the loss is the log loss of labels and the squared error of numbers",
            "quantile", "the loss is the log loss of labels and the squared error of numbers",
            "categorical_features", "declare a column's type in the spec instead",
            "monotonic_cst", "splits are not constrained",
            "interaction_cst", "splits are not constrained",
            "warm_start", WARM_START,
            "scoring", "early stopping looks at the loss",
            "verbose", PROGRESS);

    static final Map<String, String> RANDOM_FOREST = Map.ofEntries(
            Map.entry("criterion", "splits lower the squared error, which for labels is the Gini impurity"),
            Map.entry("min_weight_fraction_leaf", "use min_samples_leaf"),
            Map.entry("ccp_alpha", "trees are not pruned; use max_depth, max_leaf_nodes or min_samples_leaf"),
            Map.entry("oob_score", "the rows kept back tell how good the model is"),
            Map.entry("monotonic_cst", "splits are not constrained"),
            Map.entry("warm_start", WARM_START),
            Map.entry("verbose", PROGRESS),
            Map.entry("n_jobs", "use the option threads"));

    static final Map<String, String> MLP = Map.of(
            "learning_rate", "Adam's step size is constant; use learning_rate_init",
            "power_t", "it belongs to the solver sgd, and the solver is adam",
            "momentum", "it belongs to the solver sgd, and the solver is adam",
            "nesterovs_momentum", "it belongs to the solver sgd, and the solver is adam",
            "max_fun", "it belongs to the solver lbfgs, and the solver is adam",
            "shuffle", "rows are shuffled before each epoch",
            "loss", "the loss is the log loss of labels and the squared error of numbers",
            "warm_start", WARM_START,
            "verbose", PROGRESS);

    private Unsupported() {}
}
