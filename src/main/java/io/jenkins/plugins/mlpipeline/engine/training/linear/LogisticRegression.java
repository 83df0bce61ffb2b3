package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Encodings;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Logistic regression of two or more labels at its optimum, with the meaning of scikit-learn's LogisticRegression. */
record LogisticRegression(Hyperparameters hyperparameters) implements Learner {
    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing.Learnt encoded =
                Encodings.learn(rows, labels, Preprocessing.Style.LINEAR, hyperparameters, context);
        Preprocessing preprocessing = encoded.preprocessing();
        boolean intercept = hyperparameters.flag("fit_intercept");
        double c = hyperparameters.isNone("penalty") ? Double.POSITIVE_INFINITY : hyperparameters.real("C");
        int most = hyperparameters.whole("max_iter");
        double tolerance = hyperparameters.real("tol");
        try (Design design = Design.of(preprocessing, encoded.rows(), intercept, context.threads())) {
            double[] weights = ClassWeights.of(labels, hyperparameters);
            double[] ofRows = new double[labels.rows()];
            Arrays.setAll(ofRows, row -> weights[labels.codes()[row]] * labels.weight(row));
            LogisticLoss loss = new LogisticLoss(design, labels.codes(), ofRows, weights.length, c);
            NewtonMethod newton = new NewtonMethod(loss);
            boolean converged = newton.run(most, tolerance, context.progress());
            return design.model(
                    preprocessing,
                    labels.task(),
                    newton.point(),
                    newton.curve(),
                    converged ? List.of() : List.of(unfinished(most, newton.slope(), tolerance)));
        }
    }

    private static String unfinished(int most, double slope, double tolerance) {
        return String.format(
                Locale.ROOT,
                "logistic_regression ended after max_iter %d steps with a slope of %.1e where tol is %.1e."
                        + " Raise max_iter or tol, or lower C.",
                most,
                slope,
                tolerance);
    }
}
