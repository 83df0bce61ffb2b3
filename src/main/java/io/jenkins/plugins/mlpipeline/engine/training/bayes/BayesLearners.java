package io.jenkins.plugins.mlpipeline.engine.training.bayes;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ValueForms;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LearnerKind;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Library;
import java.util.List;
import java.util.Map;

/** Naive Bayes as the catalogue lists it. */
public final class BayesLearners {
    /** Naive Bayes with normal distributions, as scikit-learn's GaussianNB. */
    public static final LearnerKind GAUSSIAN_NB = new LearnerKind(
            LearnerKind.CLASSIFICATION,
            Library.JAVA,
            false,
            List.of(
                    Hyperparameter.of(
                            "priors",
                            "none",
                            "how probable each label is before a row is seen; none: its part of the training rows",
                            ValueForms.NONE,
                            new Priors()),
                    Hyperparameter.of(
                            "var_smoothing",
                            "1e-9",
                            "this part of the largest variance of all features is added to each variance",
                            ValueForms.NOT_NEGATIVE),
                    Common.CLASS_WEIGHT,
                    Common.MANY_CATEGORIES),
            Map.of("sample_weight", "what a row counts for stands in a column of the data; name it with weights"),
            Map.of(),
            hyperparameters -> new GaussianNaiveBayes(hyperparameters));

    private BayesLearners() {}
}
