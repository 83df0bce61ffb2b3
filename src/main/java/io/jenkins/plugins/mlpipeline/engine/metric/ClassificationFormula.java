package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How a metric of a classifier's answers is computed. */
sealed interface ClassificationFormula extends Formula
        permits LabelFormula, RowShare, MeanLoss, RankFormula, WholeFormula, CostFormula {

    /** What the answers must come with. */
    Needs needs();

    /** The value, without an interval from counts. */
    MetricValue value(ClassificationOutcomes outcomes);

    /** The counts behind a metric that is a share of rows, of outcomes that miss nothing; empty for others. */
    Optional<Share> counts(ClassificationOutcomes outcomes);

    /** As {@link Formula#rowValues}, of outcomes that miss nothing. */
    Optional<RowValues> rowValues(ClassificationOutcomes outcomes);

    /** As {@link Formula#resampled}, of outcomes that miss nothing. */
    ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes);

    /** Standard errors that don't follow from a number of each row; empty when there are none. */
    Optional<RankErrors> errors();

    @Override
    default String missing(Outcomes outcomes) {
        return needs().missing(rows(outcomes));
    }

    @Override
    default MetricValue value(Outcomes outcomes) {
        String missing = missing(outcomes);
        if (missing != null) {
            return MetricValue.undefined(missing);
        }
        MetricValue value = value(rows(outcomes));
        // An interval of counts is not one of weighted shares.
        return outcomes.weights() != null
                ? value
                : proportion(outcomes)
                        .map(p -> value.with(Intervals.wilson(p.successes(), p.trials(), Intervals.SHOWN_CONFIDENCE)))
                        .orElse(value);
    }

    @Override
    default Optional<Proportion> proportion(Outcomes outcomes) {
        return missing(outcomes) != null
                ? Optional.empty()
                : counts(rows(outcomes))
                        .filter(share -> !share.isZeroDivision())
                        .map(share -> new Proportion(share.part(), share.whole()));
    }

    @Override
    default Optional<RowValues> rowValues(Outcomes outcomes) {
        return missing(outcomes) == null ? rowValues(rows(outcomes)) : Optional.empty();
    }

    @Override
    default ToDoubleFunction<int[]> resampled(Outcomes outcomes) {
        return missing(outcomes) == null ? resampled(rows(outcomes)) : draws -> Double.NaN;
    }

    @Override
    default Optional<Estimate> estimate(Outcomes outcomes) {
        return missing(outcomes) == null ? errors().flatMap(e -> e.ofOne().apply(rows(outcomes))) : Optional.empty();
    }

    @Override
    default Optional<Estimate> difference(Outcomes candidate, Outcomes baseline) {
        return missing(candidate) == null && missing(baseline) == null
                ? errors().flatMap(e -> e.ofDifference().apply(rows(candidate), rows(baseline)))
                : Optional.empty();
    }

    private static ClassificationOutcomes rows(Outcomes outcomes) {
        if (outcomes instanceof ClassificationOutcomes rows) {
            return rows;
        }
        throw new IllegalArgumentException("no outcomes of a classification: " + outcomes.task());
    }
}
