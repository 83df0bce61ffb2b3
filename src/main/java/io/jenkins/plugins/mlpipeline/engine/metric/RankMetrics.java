package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.QuotedLabels;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RankedRows;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightedRanking;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.DeLong;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Optional;

/** Metrics of the order in which binary rows are ranked. */
final class RankMetrics {
    /** DeLong's standard errors of the area under the ROC curve. */
    static final RankErrors AREA_ERRORS =
            new RankErrors(outcomes -> outcomes.ranked().areaEstimate(), RankMetrics::areas);

    private RankMetrics() {}

    /** The area under the ROC curve; undefined with one class. */
    static MetricValue rocAuc(ClassificationOutcomes outcomes) {
        RankedRows ranking = outcomes.ranked();
        if (!(ranking.positiveSum() > 0) || !(ranking.negativeSum() > 0)) {
            return MetricValue.undefined(QuotedLabels.onlyOneClass(outcomes));
        }
        return MetricValue.of(ranking.area(), outcomes.rows());
    }

    /** Average precision; undefined without a positive row, where scikit-learn warns and answers 0. */
    static MetricValue averagePrecision(ClassificationOutcomes outcomes) {
        RankedRows ranking = outcomes.ranked();
        return ranking.positiveSum() > 0
                ? MetricValue.of(ranking.averagePrecision(), outcomes.rows())
                : MetricValue.undefined("no row is \"" + outcomes.labels().get(outcomes.positive()) + '"');
    }

    /** The difference of two models' areas on the same rows, by DeLong; empty with fewer than two rows of a class. */
    private static Optional<Estimate> areas(ClassificationOutcomes candidate, ClassificationOutcomes baseline) {
        if (candidate.weights() != null) {
            return WeightedRanking.difference(candidate, baseline);
        }
        int positive = candidate.positive();
        int positives = Math.toIntExact(candidate.confusion().trueSum(positive));
        if (positives < 2 || candidate.rows() - positives < 2) {
            return Optional.empty();
        }
        double[][] ours = {new double[positives], new double[candidate.rows() - positives]};
        double[][] theirs = {new double[positives], new double[candidate.rows() - positives]};
        int[] at = new int[2];
        for (int row = 0; row < candidate.rows(); row++) {
            int side = candidate.truth(row) == positive ? 0 : 1;
            // -0.0 and 0.0 are one score.
            ours[side][at[side]] = candidate.score(row, positive) + 0.0;
            theirs[side][at[side]++] = baseline.score(row, positive) + 0.0;
        }
        return Optional.of(DeLong.areas(ours[0], ours[1], theirs[0], theirs[1]).difference());
    }
}
