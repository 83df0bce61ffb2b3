package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Word;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ValueForms;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LearnerKind;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Library;
import java.util.List;
import java.util.Map;

/** Linear learners as the catalogue lists them. */
public final class LinearLearners {
    private static final Hyperparameter FIT_INTERCEPT = Hyperparameter.of(
            "fit_intercept", "true", "whether there is a constant term", ValueForms.TRUE, ValueForms.FALSE);

    /** L2-penalised logistic regression, as scikit-learn's LogisticRegression. */
    public static final LearnerKind LOGISTIC_REGRESSION = new LearnerKind(
            LearnerKind.CLASSIFICATION,
            Library.PYTORCH,
            true,
            List.of(
                    Hyperparameter.of("C", "1.0", "inverse strength of the penalty", ValueForms.ABOVE_ZERO),
                    Hyperparameter.of(
                            "penalty",
                            "l2",
                            "l2: half the sum of the squared coefficients, over C; none",
                            new Word("l2"),
                            ValueForms.NONE),
                    FIT_INTERCEPT,
                    Hyperparameter.of(
                            "max_iter",
                            "100",
                            "steps of Newton's method at most; some ten are usual",
                            ValueForms.POSITIVE),
                    Hyperparameter.of(
                            "tol",
                            "1e-8",
                            "the greatest component of the mean loss's gradient to end at; scikit-learn's 1e-4 may end far from the optimum",
                            ValueForms.NOT_NEGATIVE),
                    Common.CLASS_WEIGHT,
                    Common.MANY_CATEGORIES),
            Map.of(
                    "solver", "Newton's method finds the one optimum",
                    "l1_ratio", "the penalty is l2",
                    "dual", "Newton's method solves the primal problem",
                    "intercept_scaling", "the intercept is not penalised",
                    "multi_class", "three or more labels always share one softmax",
                    "random_state", Common.NOT_RANDOM,
                    "warm_start", Common.WARM_START,
                    "verbose", Common.PROGRESS,
                    "n_jobs", Common.THREADS),
            Map.of(),
            hyperparameters -> new LogisticRegression(hyperparameters));

    /** Least squares, as scikit-learn's LinearRegression. */
    public static final LearnerKind LINEAR_REGRESSION = new LearnerKind(
            LearnerKind.REGRESSION,
            Library.PYTORCH,
            true,
            List.of(
                    FIT_INTERCEPT,
                    Hyperparameter.of(
                            "alpha",
                            "0",
                            "penalty on the squared coefficients, as in scikit-learn's Ridge; 0: none",
                            ValueForms.NOT_NEGATIVE),
                    Common.MANY_CATEGORIES),
            Map.of(
                    "positive", "coefficients are not constrained",
                    "copy_X", "the data is never changed",
                    "tol", "the solution is exact but for rounding",
                    "solver", "the normal equations are solved, and corrected by the residuals",
                    "max_iter", "the solution is exact but for rounding",
                    "random_state", Common.NOT_RANDOM,
                    "n_jobs", Common.THREADS),
            Map.of(),
            hyperparameters -> new LinearRegression(hyperparameters));

    private LinearLearners() {}
}
