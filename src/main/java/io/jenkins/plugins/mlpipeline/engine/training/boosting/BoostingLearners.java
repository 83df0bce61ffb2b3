package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Whole;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Word;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ValueForms;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LearnerKind;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Library;
import java.util.List;
import java.util.Map;

/** Boosted trees as the catalogue lists them. */
public final class BoostingLearners {
    /** Gradient-boosted trees, as scikit-learn's HistGradientBoosting. */
    public static final LearnerKind GRADIENT_BOOSTING = new LearnerKind(
            LearnerKind.ANY_TASK,
            Library.XGBOOST,
            true,
            List.of(
                    Hyperparameter.of(
                            "learning_rate",
                            "0.1",
                            "XGBoost `eta`; doubled with three or more labels, where XGBoost's second derivatives are twice scikit-learn's",
                            ValueForms.ABOVE_ZERO),
                    Hyperparameter.of(
                            "max_iter",
                            "100",
                            "boosting rounds (a tree for each label when there are three or more)",
                            ValueForms.TREES),
                    Hyperparameter.of(
                            "max_leaf_nodes",
                            "31",
                            "`max_leaves` with `grow_policy` lossguide; none: unlimited",
                            new Whole(2, Integer.MAX_VALUE),
                            ValueForms.NONE),
                    Hyperparameter.of(
                            "max_depth",
                            "none",
                            "`max_depth`; none: unlimited",
                            new Whole(1, Integer.MAX_VALUE),
                            ValueForms.NONE),
                    Hyperparameter.of(
                            "min_samples_leaf",
                            "20",
                            "`min_child_weight`: so many rows times the mean second derivative before each round (exact for regression)",
                            ValueForms.POSITIVE),
                    Hyperparameter.of("l2_regularization", "0", "`lambda`", ValueForms.NOT_NEGATIVE),
                    Hyperparameter.of(
                            "max_features",
                            "1.0",
                            "`colsample_bynode`: the part of the features that each split may use",
                            ValueForms.FRACTION),
                    Hyperparameter.of("max_bins", "255", "`max_bin`", new Whole(2, 65535)),
                    Hyperparameter.of(
                            "early_stopping",
                            "auto",
                            "auto: with more than 10,000 training rows",
                            new Word("auto"),
                            ValueForms.TRUE,
                            ValueForms.FALSE),
                    Hyperparameter.of(
                            "validation_fraction",
                            "0.1",
                            "part of the training rows that early stopping looks at; none: the training loss",
                            ValueForms.INNER_FRACTION,
                            ValueForms.NONE),
                    Hyperparameter.of(
                            "n_iter_no_change",
                            "10",
                            "rounds without a gain of `tol` before early stopping; the rounds up to the best are kept",
                            ValueForms.POSITIVE),
                    Hyperparameter.of("tol", "1e-7", "the least gain in loss that counts", ValueForms.NOT_NEGATIVE),
                    Common.CLASS_WEIGHT,
                    Common.MANY_CATEGORIES,
                    Common.RANDOM_STATE),
            Map.of(
                    "loss", Common.LOSS,
                    "quantile", Common.LOSS,
                    "categorical_features", "declare a column's type in the spec instead",
                    "monotonic_cst", Common.FREE_SPLITS,
                    "interaction_cst", Common.FREE_SPLITS,
                    "warm_start", Common.WARM_START,
                    "scoring", "early stopping looks at the loss",
                    "verbose", Common.PROGRESS),
            Map.of(),
            hyperparameters -> new GradientBoosting(hyperparameters));

    private BoostingLearners() {}
}
