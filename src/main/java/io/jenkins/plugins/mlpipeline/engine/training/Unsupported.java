package io.jenkins.plugins.mlpipeline.engine.training;

import java.util.Map;

/** scikit-learn's hyperparameters that are known and refused, with the reason and, where there is one, the way out. */
final class Unsupported {
    private static final String PROGRESS = "progress is always reported";
    private static final String THREADS = "use the option threads";
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
            Map.entry("n_jobs", THREADS));

    static final Map<String, String> LOGISTIC_REGRESSION = Map.of(
            "solver", "Newton's method finds the one optimum",
            "l1_ratio", "the penalty is l2",
            "dual", "Newton's method solves the primal problem",
            "intercept_scaling", "the intercept is not penalised",
            "multi_class", "three or more labels always share one softmax",
            "random_state", "nothing in it is random",
            "warm_start", WARM_START,
            "verbose", PROGRESS,
            "n_jobs", THREADS);

    static final Map<String, String> LINEAR_REGRESSION = Map.of(
            "positive", "coefficients are not constrained",
            "copy_X", "the data is never changed",
            "tol", "the solution is exact but for rounding",
            "solver", "the normal equations are solved, and corrected by the residuals",
            "max_iter", "the solution is exact but for rounding",
            "random_state", "nothing in it is random",
            "n_jobs", THREADS);

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
