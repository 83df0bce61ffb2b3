package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Form;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.None;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Real;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Whole;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Word;

/** Forms of values that hyperparameters of several learners have. */
public final class ValueForms {
    /** No value. */
    public static final Form NONE = new None();

    /** An integer above 0. */
    public static final Form POSITIVE = new Whole(1, Integer.MAX_VALUE);

    /** A number of trees. */
    public static final Form TREES = new Whole(1, 100_000);

    /** A part of something, or all of it. */
    public static final Form FRACTION = new Real(0, false, 1, true);

    /** A part of something that leaves a rest. */
    public static final Form INNER_FRACTION = new Real(0, false, 1, false);

    /** A number of at least 0. */
    public static final Form NOT_NEGATIVE = new Real(0, true, Double.POSITIVE_INFINITY, false);

    /** A number above 0. */
    public static final Form ABOVE_ZERO = new Real(0, false, Double.POSITIVE_INFINITY, false);

    /** Yes. */
    public static final Form TRUE = new Word("true");

    /** No. */
    public static final Form FALSE = new Word("false");

    private ValueForms() {}
}
