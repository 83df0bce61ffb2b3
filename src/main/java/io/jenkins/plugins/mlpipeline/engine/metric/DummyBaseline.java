package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Dummy;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a model without features reaches on the same rows: scikit-learn's {@code DummyClassifier(strategy="prior")} and
 * {@code DummyRegressor(strategy="mean")}. A metric without this beside it says little: with 95 % of the rows of one
 * label, 0.95 accuracy is nothing.
 */
public final class DummyBaseline {
    private static final String TRAINING = "training";
    private static final String EVALUATION = "evaluation";

    private DummyBaseline() {}

    /**
     * The most frequent label (the first among equals), with the label frequencies as probabilities.
     *
     * @param outcomes the rows; their own predictions are not looked at
     * @param trainingCounts rows of each label in the training data, in the order of the label list; null when not known,
     *     then the evaluation's own
     * @param extra metrics beside the standard ones
     */
    public static Dummy prior(ClassificationOutcomes outcomes, long[] trainingCounts, Set<CatalogueKey> extra) {
        return new Dummy("prior", source(trainingCounts), Metrics.measure(priorOn(outcomes, trainingCounts), extra));
    }

    /** The answers of {@link #prior} on the same rows. */
    public static ClassificationOutcomes priorOn(ClassificationOutcomes outcomes, long[] trainingCounts) {
        int labels = outcomes.labels().size();
        double[] counts = trainingCounts != null
                ? Arrays.stream(trainingCounts).asDoubleStream().toArray()
                : IntStream.range(0, labels)
                        .mapToDouble(outcomes.confusionSums()::trueSum)
                        .toArray();
        double total = 0;
        int most = 0;
        for (int label = 0; label < counts.length; label++) {
            total += counts[label];
            most = counts[label] > counts[most] ? label : most;
        }
        if (counts.length != labels || !(total > 0)) {
            throw new IllegalArgumentException("counts of " + counts.length + " labels, " + total + " rows");
        }
        double[] prior = new double[labels];
        for (int label = 0; label < labels; label++) {
            prior[label] = counts[label] / total;
        }
        return outcomes.answeredBy(most, prior);
    }

    /**
     * The mean for every row.
     *
     * @param outcomes the rows; their own predictions are not looked at
     * @param trainingMean mean of the label in the training data; null when not known, then the evaluation's own
     * @param extra metrics beside the standard ones
     */
    public static Dummy mean(RegressionOutcomes outcomes, Double trainingMean, Set<CatalogueKey> extra) {
        return new Dummy("mean", source(trainingMean), Metrics.measure(meanOn(outcomes, trainingMean), extra));
    }

    /** The answers of {@link #mean} on the same rows. */
    public static RegressionOutcomes meanOn(RegressionOutcomes outcomes, Double trainingMean) {
        return outcomes.answeredBy(trainingMean != null ? trainingMean : meanTruth(outcomes));
    }

    private static double meanTruth(RegressionOutcomes outcomes) {
        return RowMeans.of(outcomes::truth, outcomes);
    }

    private static String source(Object training) {
        return training == null ? EVALUATION : TRAINING;
    }
}
