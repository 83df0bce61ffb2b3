package io.jenkins.plugins.mlpipeline.engine.training.bayes;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.CategoryEncoding;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.NumberEncoding;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Encodings;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import java.util.List;

/**
 * Naive Bayes with a normal distribution of each feature in each label, with the meaning of scikit-learn's GaussianNB after
 * its StandardScaler (numbers) and OneHotEncoder (categories).
 */
record GaussianNaiveBayes(Hyperparameters hyperparameters) implements Learner {
    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        double[] priors = priors(labels);
        Preprocessing.Learnt encoded =
                Encodings.learn(rows, labels, Preprocessing.Style.BAYES, hyperparameters, context);
        Preprocessing preprocessing = encoded.preprocessing();
        int features = preprocessing.width();
        int numbers = preprocessing.numbers().names().size();
        ClassMoments moments = ClassMoments.of(preprocessing.over(encoded.rows()), labels, features);
        double[] totals = new double[features];
        double largest = 0;
        for (int j = 0; j < features; j++) {
            totals[j] = moments.total(j);
            largest = Math.max(largest, j < numbers && totals[j] > 0 ? 1 : totals[j]);
        }
        double[] added = new double[features];
        for (int j = 0; j < features; j++) {
            added[j] = hyperparameters.real("var_smoothing") * largest * (j < numbers ? totals[j] : 1);
        }
        return model(preprocessing, labels, moments, priors, totals, added);
    }

    /**
     * @param totals variance of each feature over all rows; a feature with variance 0 tells nothing and is left out
     * @param added what is added to each variance in the feature's own unit
     */
    private static NormalDistributions model(
            Preprocessing preprocessing,
            Labels labels,
            ClassMoments moments,
            double[] priors,
            double[] totals,
            double[] added) {
        double[][] factors = new double[priors.length][totals.length];
        double[] constants = new double[priors.length];
        for (int k = 0; k < priors.length; k++) {
            constants[k] = moments.counts()[k] == 0 ? Double.NEGATIVE_INFINITY : Math.log(priors[k]);
            for (int j = 0; j < totals.length; j++) {
                if (totals[j] > 0 && moments.counts()[k] > 0) {
                    double variance = moments.variances()[k][j] + added[j];
                    if (variance < Double.MIN_NORMAL) {
                        throw new UserError(column(preprocessing, j) + " has one value in all rows of the label \""
                                + labels.names().get(k)
                                + "\", and such a small var_smoothing makes any other impossible. Set var_smoothing"
                                + " higher, for example to 1e-9.");
                    }
                    factors[k][j] = -0.5 / variance;
                    constants[k] -= 0.5 * Math.log(variance);
                }
            }
        }
        return new NormalDistributions(preprocessing, moments.means(), factors, constants);
    }

    private double[] priors(Labels labels) {
        double[] weights = ClassWeights.of(labels, hyperparameters);
        if (!(hyperparameters.get("priors") instanceof List<?> given)) {
            return ClassWeights.priors(labels, weights);
        }
        if (hyperparameters.is("class_weight", "balanced")) {
            throw new UserError(
                    "hyperparameters priors and class_weight both say how much each label counts. Keep one.");
        }
        if (given.size() != weights.length) {
            throw new UserError("hyperparameter priors has " + given.size() + " shares, and there are " + weights.length
                    + " labels: " + String.join(", ", labels.names()) + ". Give one for each, in this order.");
        }
        return given.stream().mapToDouble(share -> (Double) share).toArray();
    }

    /** The column of a feature, for messages. */
    private static String column(Preprocessing preprocessing, int feature) {
        NumberEncoding numbers = preprocessing.numbers();
        if (feature < numbers.names().size()) {
            return "column \"" + numbers.names().get(feature) + "\"";
        }
        int end = numbers.width();
        for (CategoryEncoding category : preprocessing.categories()) {
            if (feature >= end && feature < end + category.width()) {
                return "column \"" + category.name() + "\", as 0 or 1 for " + category.feature(feature - end) + ",";
            }
            end += category.width();
        }
        return "the 0 or 1 that tells the missing values of a column";
    }
}
