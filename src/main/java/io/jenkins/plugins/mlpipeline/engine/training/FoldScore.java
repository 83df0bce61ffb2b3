package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;

/** How good a candidate is on the test part of a fold. */
final class FoldScore {
    private FoldScore() {}

    /**
     * The metric that candidates of a task are compared by.
     *
     * <p>Two labels: the area under the ROC curve, which asks for no threshold and does not change with the share of the
     * positive label. More labels: the Brier score, a proper scoring rule that has a value even when a fold lacks a label,
     * and that one wrong probability of 0 does not decide, as it does the log loss. Numbers: the root mean squared error,
     * which is what the learners lower.
     */
    static Metric metric(Task task) {
        return switch (task) {
            case BINARY -> Metric.ROC_AUC;
            case MULTICLASS -> Metric.BRIER_SCORE_LOSS;
            case REGRESSION -> Metric.ROOT_MEAN_SQUARED_ERROR;
        };
    }

    /**
     * The metric of some predictions.
     *
     * @param predicted as {@link FittedModel#predict} gives them
     * @throws UserError when it is undefined
     */
    static double of(float[][] predicted, Labels truth) {
        CatalogueKey key = CatalogueKey.standard(metric(truth.task())).orElseThrow();
        MetricValue value = Metrics.measure(outcomes(predicted, truth), key);
        if (value.value() == null) {
            throw new UserError(key + " is undefined: " + value.undefined() + ".");
        }
        return value.value();
    }

    private static RowWeights weights(Labels truth) {
        return truth.weights() == null ? null : new RowWeights(null, truth.weights());
    }

    private static Outcomes outcomes(float[][] predicted, Labels truth) {
        if (truth.task() == Task.REGRESSION) {
            RegressionOutcomes.Builder builder = RegressionOutcomes.builder();
            for (int i = 0; i < predicted.length; i++) {
                builder.add(truth.values()[i], predicted[i][0]);
            }
            return builder.build().weighing(weights(truth));
        }
        // The area is the same whichever of two labels is called positive.
        int positive = truth.task() == Task.BINARY ? 1 : ClassificationOutcomes.NO_POSITIVE;
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(truth.task(), truth.names(), positive, Scores.PROBABILITIES);
        double[] row = new double[truth.names().size()];
        for (int i = 0; i < predicted.length; i++) {
            int most = 0;
            for (int k = 0; k < row.length; k++) {
                row[k] = predicted[i][k];
                most = row[k] > row[most] ? k : most;
            }
            builder.add(truth.codes()[i], most, row);
        }
        return builder.build().weighing(weights(truth));
    }
}
