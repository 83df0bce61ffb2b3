package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.Hyperparameter.Form;
import io.jenkins.plugins.mlpipeline.engine.training.Hyperparameter.Layers;
import io.jenkins.plugins.mlpipeline.engine.training.Hyperparameter.None;
import io.jenkins.plugins.mlpipeline.engine.training.Hyperparameter.Real;
import io.jenkins.plugins.mlpipeline.engine.training.Hyperparameter.Whole;
import io.jenkins.plugins.mlpipeline.engine.training.Hyperparameter.Word;
import java.util.List;
import java.util.Map;

/** Which hyperparameters each algorithm has; {@code docs/hyperparameters.md} shows the same and a test compares both. */
public final class HyperparameterCatalogue {
    private static final Form NONE = new None();
    private static final Form POSITIVE = new Whole(1, Integer.MAX_VALUE);
    private static final Form FRACTION = new Real(0, false, 1, true);
    private static final Form INNER_FRACTION = new Real(0, false, 1, false);
    private static final Form NOT_NEGATIVE = new Real(0, true, Double.POSITIVE_INFINITY, false);
    private static final Form ABOVE_ZERO = new Real(0, false, Double.POSITIVE_INFINITY, false);
    private static final Form DECAY = new Real(0, true, 1, false);
    private static final int MOST_LAYERS = 16;
    private static final int WIDEST_LAYER = 8192;
    private static final int MOST_TREES = 100_000;

    private static final Hyperparameter RANDOM_STATE = of(
            "random_state",
            "none",
            "the learner's seed; none takes the training's `seed`",
            NONE,
            new Whole(0, Integer.MAX_VALUE));
    private static final Hyperparameter CLASS_WEIGHT = of(
            "class_weight",
            "none",
            "balanced weighs a row by rows / (labels x rows of its label); the option `classWeight` sets it too",
            NONE,
            new Word("balanced"));

    private static final List<Hyperparameter> GRADIENT_BOOSTING = List.of(
            of(
                    "learning_rate",
                    "0.1",
                    "XGBoost `eta`; doubled with three or more labels, where XGBoost's second derivatives are twice scikit-learn's",
                    ABOVE_ZERO),
            of(
                    "max_iter",
                    "100",
                    "boosting rounds (a tree for each label when there are three or more)",
                    new Whole(1, MOST_TREES)),
            of(
                    "max_leaf_nodes",
                    "31",
                    "`max_leaves` with `grow_policy` lossguide; none: unlimited",
                    new Whole(2, Integer.MAX_VALUE),
                    NONE),
            of("max_depth", "none", "`max_depth`; none: unlimited", new Whole(1, Integer.MAX_VALUE), NONE),
            of(
                    "min_samples_leaf",
                    "20",
                    "`min_child_weight`: so many rows times the mean second derivative before the first round (exact for regression)",
                    POSITIVE),
            of("l2_regularization", "0", "`lambda`", NOT_NEGATIVE),
            of("max_features", "1.0", "`colsample_bynode`: the part of the features that each split may use", FRACTION),
            of("max_bins", "255", "`max_bin`", new Whole(2, 65535)),
            of(
                    "early_stopping",
                    "auto",
                    "auto: with more than 10,000 training rows",
                    new Word("auto"),
                    new Word("true"),
                    new Word("false")),
            of(
                    "validation_fraction",
                    "0.1",
                    "part of the training rows that early stopping looks at; none: the training loss",
                    INNER_FRACTION,
                    NONE),
            of(
                    "n_iter_no_change",
                    "10",
                    "rounds without a gain of `tol` before early stopping; the rounds up to the best are kept",
                    POSITIVE),
            of("tol", "1e-7", "the least gain in loss that counts", NOT_NEGATIVE),
            CLASS_WEIGHT,
            RANDOM_STATE);

    private static final List<Hyperparameter> RANDOM_FOREST = List.of(
            of("n_estimators", "100", "trees", new Whole(1, MOST_TREES)),
            of("max_depth", "none", "most splits on a path; none: unlimited", POSITIVE, NONE),
            new Hyperparameter(
                    "max_features",
                    List.of(new Word("sqrt"), new Word("log2"), NONE, POSITIVE, FRACTION),
                    "sqrt",
                    "1.0",
                    "number or part of the features that each split looks at; those that are constant in the node do not count"),
            of(
                    "bootstrap",
                    "true",
                    "each tree sees as many rows as there are, drawn with replacement; false: all rows once",
                    new Word("true"),
                    new Word("false")),
            of(
                    "max_samples",
                    "none",
                    "number or part of the rows that are drawn for a tree; none: as many as there are",
                    NONE,
                    POSITIVE,
                    FRACTION),
            of("min_samples_split", "2", "least rows of a node that is split", new Whole(2, Integer.MAX_VALUE)),
            of("min_samples_leaf", "1", "least rows of a leaf", POSITIVE),
            of(
                    "max_leaf_nodes",
                    "none",
                    "most leaves, the splits that gain most first; none: unlimited",
                    new Whole(2, Integer.MAX_VALUE),
                    NONE),
            of(
                    "min_impurity_decrease",
                    "0",
                    "least decrease of the impurity by a split, weighted by the node's part of the rows",
                    NOT_NEGATIVE),
            CLASS_WEIGHT,
            RANDOM_STATE);

    private static final List<Hyperparameter> MLP = List.of(
            of("hidden_layer_sizes", "(100,)", "units of each hidden layer", new Layers(MOST_LAYERS, WIDEST_LAYER)),
            of(
                    "activation",
                    "relu",
                    "of the hidden layers",
                    new Word("relu"),
                    new Word("tanh"),
                    new Word("logistic"),
                    new Word("identity")),
            of("solver", "adam", "Adam alone", new Word("adam")),
            of("alpha", "0.0001", "L2 penalty on the weights, divided by the rows of a batch", NOT_NEGATIVE),
            of(
                    "batch_size",
                    "auto",
                    "rows of a step; auto: 200, or all when there are fewer",
                    new Word("auto"),
                    POSITIVE),
            of("learning_rate_init", "0.001", "step size", ABOVE_ZERO),
            of("max_iter", "200", "epochs at most", POSITIVE),
            of("tol", "1e-4", "the least gain in loss (early stopping: in score) that counts", NOT_NEGATIVE),
            of("n_iter_no_change", "10", "epochs without a gain of `tol` before training ends", POSITIVE),
            of(
                    "early_stopping",
                    "false",
                    "true: keeps `validation_fraction` of the rows back, watches accuracy or R2 on them and restores the best epoch",
                    new Word("true"),
                    new Word("false")),
            of("validation_fraction", "0.1", "part of the training rows that early stopping looks at", INNER_FRACTION),
            of("beta_1", "0.9", "Adam's decay of the first moment", DECAY),
            of("beta_2", "0.999", "Adam's decay of the second moment", DECAY),
            of("epsilon", "1e-8", "Adam's guard against division by zero", ABOVE_ZERO),
            CLASS_WEIGHT,
            RANDOM_STATE);

    private static final Hyperparameter FIT_INTERCEPT =
            of("fit_intercept", "true", "whether there is a constant term", new Word("true"), new Word("false"));

    private static final List<Hyperparameter> LOGISTIC_REGRESSION = List.of(
            of("C", "1.0", "inverse strength of the penalty", ABOVE_ZERO),
            of("penalty", "l2", "l2: half the sum of the squared coefficients, over C; none", new Word("l2"), NONE),
            FIT_INTERCEPT,
            of("max_iter", "100", "steps of Newton's method at most; some ten are usual", POSITIVE),
            of(
                    "tol",
                    "1e-8",
                    "the greatest component of the mean loss's gradient to end at; scikit-learn's 1e-4 may end far from the optimum",
                    NOT_NEGATIVE),
            CLASS_WEIGHT);

    private static final List<Hyperparameter> LINEAR_REGRESSION = List.of(
            FIT_INTERCEPT,
            of("alpha", "0", "penalty on the squared coefficients, as in scikit-learn's Ridge; 0: none", NOT_NEGATIVE));

    private HyperparameterCatalogue() {}

    /**
     * The hyperparameters of an algorithm, in the order in which they are shown; of {@code auto}, those that mean the same
     * to all candidates.
     */
    public static List<Hyperparameter> of(Algorithm algorithm) {
        return switch (algorithm) {
            case GRADIENT_BOOSTING -> GRADIENT_BOOSTING;
            case RANDOM_FOREST -> RANDOM_FOREST;
            case LOGISTIC_REGRESSION -> LOGISTIC_REGRESSION;
            case LINEAR_REGRESSION -> LINEAR_REGRESSION;
            case MLP -> MLP;
            case AUTO -> List.of(CLASS_WEIGHT);
        };
    }

    /** scikit-learn's hyperparameters that an algorithm does not have here, each with the reason. */
    public static Map<String, String> unsupported(Algorithm algorithm) {
        return switch (algorithm) {
            case GRADIENT_BOOSTING -> Unsupported.GRADIENT_BOOSTING;
            case RANDOM_FOREST -> Unsupported.RANDOM_FOREST;
            case LOGISTIC_REGRESSION -> Unsupported.LOGISTIC_REGRESSION;
            case LINEAR_REGRESSION -> Unsupported.LINEAR_REGRESSION;
            case MLP -> Unsupported.MLP;
            case AUTO -> Map.of();
        };
    }

    private static Hyperparameter of(String name, String standard, String mapping, Form... forms) {
        return new Hyperparameter(name, List.of(forms), standard, standard, mapping);
    }
}
