package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;

/** Metrics of the order in which binary rows are ranked. */
final class RankMetrics {
    private RankMetrics() {}

    /** The area under the ROC curve; undefined with one class. */
    static MetricValue rocAuc(Ranking ranking, ClassificationOutcomes outcomes) {
        return ranking.positives() == 0 || ranking.negatives() == 0
                ? MetricValue.undefined(onlyOneClass(outcomes))
                : MetricValue.of(ranking.area(), outcomes.rows());
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
