package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import java.util.Optional;

/**
 * The metrics of one set of outcomes. Rows are ranked at most once, when the first metric needs it.
 */
final class ClassificationMetrics {
    private static final String NO_POSITIVE_LABEL = "no positive label is declared (posLabel)";
    private static final String NO_SCORES = "the predictions come without scores";
    private static final String NO_PROBABILITIES = "the scores are not probabilities";

    private final ClassificationOutcomes outcomes;
    private final LabelMetrics labels;
    private PairwiseRanks pairwise;

    ClassificationMetrics(ClassificationOutcomes outcomes) {
        this.outcomes = outcomes;
        this.labels = new LabelMetrics(outcomes.confusion(), outcomes.labels());
    }

    /** The value of a metric that applies to the task, with an interval where it is a share of rows. */
    MetricValue of(MetricKey key) {
        String missing = missing(key.metric());
        if (missing != null) {
            return MetricValue.undefined(missing);
        }
        MetricValue value = compute(key);
        return proportion(key)
                .map(p -> value.with(Intervals.wilson(p.successes(), p.trials(), Intervals.SHOWN_CONFIDENCE)))
                .orElse(value);
    }

    /** The counts behind a metric that is a share of rows; empty for others, and where there is no trial. */
    Optional<Proportion> proportion(MetricKey key) {
        if (missing(key.metric()) != null) {
            return Optional.empty();
        }
        ConfusionCounts counts = outcomes.confusion();
        Share share =
                switch (key.metric()) {
                    case ACCURACY -> labels.accuracy();
                    case RECALL -> LabelShare.RECALL.of(counts, outcomes.positive());
                    case PRECISION -> LabelShare.PRECISION.of(counts, outcomes.positive());
                    case SPECIFICITY -> LabelShare.RECALL.of(counts, negative());
                    case TOP_K_ACCURACY ->
                        ProbabilityMetrics.topK(outcomes, key.parameter().intValue());
                    default -> new Share(0, 0);
                };
        return share.whole() == 0 ? Optional.empty() : Optional.of(new Proportion(share.part(), share.whole()));
    }

    /** Why the metric can't be computed at all, or null. */
    String missing(Metric metric) {
        boolean noPositive = outcomes.positive() == ClassificationOutcomes.NO_POSITIVE;
        boolean noScores = outcomes.scores() == Scores.NONE;
        return switch (metric) {
            case PRECISION, RECALL, F1, FBETA, JACCARD, SPECIFICITY -> noPositive ? NO_POSITIVE_LABEL : null;
            case ROC_AUC, AVERAGE_PRECISION -> noScores ? NO_SCORES : noPositive ? NO_POSITIVE_LABEL : null;
            case ROC_AUC_OVR, ROC_AUC_OVO, ROC_AUC_OVR_WEIGHTED, ROC_AUC_OVO_WEIGHTED, TOP_K_ACCURACY ->
                noScores ? NO_SCORES : null;
            case LOG_LOSS, BRIER_SCORE_LOSS -> noProbabilities();
            case EXPECTED_CALIBRATION_ERROR ->
                noProbabilities() != null
                        ? noProbabilities()
                        : noPositive && outcomes.task() == Task.BINARY ? NO_POSITIVE_LABEL : null;
            default -> null;
        };
    }

    private String noProbabilities() {
        return outcomes.scores() == Scores.NONE
                ? NO_SCORES
                : outcomes.scores().areProbabilities() ? null : NO_PROBABILITIES;
    }

    private MetricValue compute(MetricKey key) {
        return switch (key.metric()) {
            case ROC_AUC -> RankMetrics.rocAuc(outcomes.ranking(), outcomes);
            case AVERAGE_PRECISION -> RankMetrics.averagePrecision(outcomes.ranking(), outcomes);
            case ROC_AUC_OVR -> pairwise().oneVsRest(false);
            case ROC_AUC_OVO -> pairwise().oneVsOne(false);
            case ROC_AUC_OVR_WEIGHTED -> pairwise().oneVsRest(true);
            case ROC_AUC_OVO_WEIGHTED -> pairwise().oneVsOne(true);
            case LOG_LOSS -> ProbabilityMetrics.logLoss(outcomes);
            case BRIER_SCORE_LOSS -> ProbabilityMetrics.brierScoreLoss(outcomes);
            case TOP_K_ACCURACY -> topK(key.parameter().intValue());
            case EXPECTED_CALIBRATION_ERROR ->
                MetricValue.of(
                        outcomes.calibration(key.parameter().intValue()).expectedCalibrationError(), outcomes.rows());
            default -> labels.of(key, outcomes.positive());
        };
    }

    private MetricValue topK(int k) {
        MetricValue value = MetricValue.of(ProbabilityMetrics.topK(outcomes, k).value(), outcomes.rows());
        int count = outcomes.labels().size();
        return k < count ? value : value.noting("meaningless: all " + count + " labels are among the first " + k);
    }

    /** The other label of a binary task. */
    private int negative() {
        return 1 - outcomes.positive();
    }

    private PairwiseRanks pairwise() {
        if (pairwise == null) {
            pairwise = new PairwiseRanks(outcomes);
        }
        return pairwise;
    }
}
