package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;

/** Metrics of the order in which binary rows are ranked. */
final class RankMetrics {
    private RankMetrics() {}

    /**
     * The area under the ROC curve; undefined with one class. With DeLong's interval, cut to [0, 1], unless the sample
     * shows no variation (a perfect ranking), from which no interval follows.
     */
    static MetricValue rocAuc(Ranking ranking, ClassificationOutcomes outcomes) {
        if (ranking.positives() == 0 || ranking.negatives() == 0) {
            return MetricValue.undefined(onlyOneClass(outcomes));
        }
        MetricValue value = MetricValue.of(ranking.area(), outcomes.rows());
        return ranking.areaEstimate()
                .filter(estimate -> estimate.standardError() > 0)
                .map(estimate -> value.with(cut(estimate.interval(Intervals.SHOWN_CONFIDENCE))))
                .orElse(value);
    }

    private static Interval cut(Interval interval) {
        return new Interval(
                Math.max(interval.lower(), 0), Math.min(interval.upper(), 1), interval.confidence(), interval.method());
    }

    /** Average precision; undefined without a positive row, where scikit-learn warns and answers 0. */
    static MetricValue averagePrecision(Ranking ranking, ClassificationOutcomes outcomes) {
        return ranking.positives() == 0
                ? MetricValue.undefined("no row is \"" + outcomes.labels().get(outcomes.positive()) + '"')
                : MetricValue.of(ranking.averagePrecision(), outcomes.rows());
    }

    static String onlyOneClass(ClassificationOutcomes outcomes) {
        return "only one class in the data: every row is "
                + LabelMetrics.quoted(
                        outcomes.labels(), i -> outcomes.confusion().trueSum(i) > 0);
    }
}
