package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Form;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Whole;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Word;

/** Hyperparameters, and reasons why there are none, that mean the same to several learners. */
public final class Common {
    /** {@code random_state}. */
    public static final Hyperparameter RANDOM_STATE = Hyperparameter.of(
            "random_state",
            "none",
            "the learner's seed; none takes the training's `seed`",
            ValueForms.NONE,
            new Whole(0, Integer.MAX_VALUE));

    /** {@code class_weight}. */
    public static final Hyperparameter CLASS_WEIGHT = Hyperparameter.of(
            "class_weight",
            "none",
            "balanced weighs a row by rows / (labels x rows of its label); the option `classWeight` sets it too",
            ValueForms.NONE,
            new Word("balanced"));

    /** {@code many_categories}. */
    public static final Hyperparameter MANY_CATEGORIES = Hyperparameter.of(
            "many_categories",
            ManyCategories.TARGET.key(),
            "columns with [more categories](#many-categories) than can have a feature each: the mean of the label over a"
                    + " category's rows, features shared by a hash, or features for the most frequent ones alone; the option"
                    + " `manyCategories` sets it too",
            ManyCategories.keys().stream().map(Word::new).toArray(Form[]::new));

    /** Why there is no {@code verbose}. */
    public static final String PROGRESS = "progress is always reported";

    /** Why there is no {@code n_jobs}. */
    public static final String THREADS = "use the option threads";

    /** Why there is no {@code warm_start}. */
    public static final String WARM_START = "a training always starts afresh";

    /** Why there is no {@code loss}. */
    public static final String LOSS = "the loss is the log loss of labels and the squared error of numbers";

    /** Why there is no {@code random_state}. */
    public static final String NOT_RANDOM = "nothing in it is random";

    /** Why splits of trees have no constraints. */
    public static final String FREE_SPLITS = "splits are not constrained";

    private Common() {}
}
