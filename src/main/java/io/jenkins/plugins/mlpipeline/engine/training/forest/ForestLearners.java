package io.jenkins.plugins.mlpipeline.engine.training.forest;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Whole;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Word;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ValueForms;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LearnerKind;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Library;
import java.util.List;
import java.util.Map;

/** Forests as the catalogue lists them. */
public final class ForestLearners {
    /** A forest of randomised trees, as scikit-learn's RandomForest. */
    public static final LearnerKind RANDOM_FOREST = new LearnerKind(
            LearnerKind.ANY_TASK,
            Library.JAVA,
            true,
            List.of(
                    Hyperparameter.of("n_estimators", "100", "trees", ValueForms.TREES),
                    Hyperparameter.of(
                            "max_depth",
                            "none",
                            "most splits on a path; none: unlimited",
                            ValueForms.POSITIVE,
                            ValueForms.NONE),
                    new Hyperparameter(
                            "max_features",
                            List.of(
                                    new Word("sqrt"),
                                    new Word("log2"),
                                    ValueForms.NONE,
                                    ValueForms.POSITIVE,
                                    ValueForms.FRACTION),
                            "sqrt",
                            "1.0",
                            "number or part of the features that each split looks at; those that are constant in the node do not count"),
                    Hyperparameter.of(
                            "bootstrap",
                            "true",
                            "each tree sees as many rows as there are, drawn with replacement; false: all rows once",
                            ValueForms.TRUE,
                            ValueForms.FALSE),
                    Hyperparameter.of(
                            "max_samples",
                            "none",
                            "number or part of the rows that are drawn for a tree; none: as many as there are",
                            ValueForms.NONE,
                            ValueForms.POSITIVE,
                            ValueForms.FRACTION),
                    Hyperparameter.of(
                            "min_samples_split",
                            "2",
                            "least rows of a node that is split",
                            new Whole(2, Integer.MAX_VALUE)),
                    Hyperparameter.of("min_samples_leaf", "1", "least rows of a leaf", ValueForms.POSITIVE),
                    Hyperparameter.of(
                            "max_leaf_nodes",
                            "none",
                            "most leaves, the splits that gain most first; none: unlimited",
                            new Whole(2, Integer.MAX_VALUE),
                            ValueForms.NONE),
                    Hyperparameter.of(
                            "min_impurity_decrease",
                            "0",
                            "least decrease of the impurity by a split, weighted by the node's part of the rows",
                            ValueForms.NOT_NEGATIVE),
                    Common.CLASS_WEIGHT,
                    Common.MANY_CATEGORIES,
                    Common.RANDOM_STATE),
            Map.ofEntries(
                    Map.entry("criterion", "splits lower the squared error, which for labels is the Gini impurity"),
                    Map.entry("min_weight_fraction_leaf", "use min_samples_leaf"),
                    Map.entry("ccp_alpha", "trees are not pruned; use max_depth, max_leaf_nodes or min_samples_leaf"),
                    Map.entry("oob_score", "the rows kept back tell how good the model is"),
                    Map.entry("monotonic_cst", Common.FREE_SPLITS),
                    Map.entry("warm_start", Common.WARM_START),
                    Map.entry("verbose", Common.PROGRESS),
                    Map.entry("n_jobs", Common.THREADS)),
            Map.of(),
            hyperparameters -> new RandomForest(hyperparameters));

    private ForestLearners() {}
}
