package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Estimates how well a model answers while nobody knows the truth: from its own probabilities where these are right, and of predicted
 * numbers by a second model of their errors.
 */
final class Estimator {
    /** Probabilities that are further off than this, on average, are not taken for calibrated. */
    static final double MOST_OFF = 0.05;

    /** The least loss of accuracy that matters: estimates are off by up to a point where the inputs alone have changed. */
    static final double LEAST_DROP = LateLabels.LEAST_DROP;

    static final String UNSEEN =
            "Concept drift can't be seen: if the same inputs have other labels now, this estimate stays"
                    + " as it is. Give labels when they arrive.";

    private Estimator() {}

    /** Why there is no estimate, as a sentence; null when there can be one. */
    static String missing(Sample sample, Evaluated evaluated) {
        if (sample.answers() == null) {
            return "Not estimated: there are no rows.";
        }
        if (!(sample.answers() instanceof ClassificationOutcomes labels)) {
            return sample.expected() == null
                    ? "Not estimated: a predicted number says nothing of its own error. Name rows whose truth is known"
                            + " (--judged, mlWatch judged), or give labels when they arrive."
                    : sample.expected().isKnown() ? null : sample.expected().missing();
        }
        if (labels.scores() != Scores.PROBABILITIES && labels.scores() != Scores.POSITIVE_PROBABILITY) {
            return "Not estimated: the model answers no probabilities.";
        }
        Double off = evaluated.value(Metric.EXPECTED_CALIBRATION_ERROR);
        if (off == null) {
            return "Not estimated: whether the model's probabilities are right is not known. Name its evaluation"
                    + " (--evaluation).";
        }
        double chance = evaluated.calibrationErrorByChance();
        return off - chance > MOST_OFF
                ? "Not estimated: the model's probabilities are off by " + Figures.rounded(off)
                        + " on average on the rows of the evaluation (expected calibration error). Chance explains "
                        + Figures.rounded(chance) + " of it, and at most " + MOST_OFF
                        + " beyond that is taken for right. Calibrate the model."
                : null;
    }

    /** Whether an estimate can be judged. */
    static boolean isJudged(Sample sample, Evaluated evaluated) {
        return missing(sample, evaluated) == null
                && (sample.expected() != null || evaluated.value(Metric.ACCURACY) != null && evaluated.rows() > 0);
    }

    /** What the ledger calls the estimate. */
    static String name(Performance estimated) {
        return Metric.MEAN_ABSOLUTE_ERROR.key().equals(estimated.metric()) ? "estimated error" : "estimated accuracy";
    }

    /**
     * Estimates and judges.
     *
     * @param alpha the chance with which the test may be wrong when nothing has changed
     */
    static Performance estimate(Sample sample, Evaluated evaluated, double alpha) {
        String missing = missing(sample, evaluated);
        if (missing != null) {
            return Performance.none(missing);
        }
        if (sample.expected() != null) {
            return sample.expected().judged(alpha);
        }
        ClassificationOutcomes labels = (ClassificationOutcomes) sample.answers();
        Map<String, MetricValue> metrics = ExpectedPerformance.of(labels);
        double off = evaluated.value(Metric.EXPECTED_CALIBRATION_ERROR);
        double[] confidence = ExpectedPerformance.confidence(labels);
        String said = "By the model's own probabilities an accuracy of " + Figures.rounded(confidence[0])
                + " is to be expected; on the evaluation's rows they are off by " + Figures.rounded(off);
        if (!isJudged(sample, evaluated)) {
            return new Performance(
                    Performance.NOT_JUDGED,
                    metrics,
                    (long) labels.rows(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0,
                    said + ". No evaluation says what it was.",
                    UNSEEN);
        }
        double reference = evaluated.value(Metric.ACCURACY);
        // What the probabilities may be off by is no change.
        double drop = reference - confidence[0] - off;
        double error = Math.sqrt(reference * (1 - reference) / evaluated.rows() + confidence[1] / labels.rows());
        double p = error == 0 ? drop > 0 ? 0 : 0.5 : NormalDistribution.of(0, 1).survivalProbability(drop / error);
        boolean bad = drop >= LEAST_DROP && p <= alpha;
        return new Performance(
                bad ? Performance.WORSE : Performance.SAME,
                metrics,
                (long) labels.rows(),
                Metric.ACCURACY.key(),
                reference,
                p,
                alpha,
                null,
                null,
                0,
                said + ", and the accuracy was " + Figures.rounded(reference)
                        + (bad ? ": worse, and more than chance explains." : "."),
                UNSEEN);
    }
}
