package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A metric that the counts by true and predicted label say, whichever rows are behind them. */
sealed interface LabelFormula extends ClassificationFormula permits CountFormula, CountShare {
    /** The value, without an interval; of counts that have a positive label where it needs one. */
    MetricValue value(LabelMetrics labels);

    /** The counts behind a share of rows; empty for others. */
    Optional<Share> counts(LabelMetrics labels);

    @Override
    default MetricValue value(ClassificationOutcomes outcomes) {
        return value(LabelMetrics.of(outcomes));
    }

    @Override
    default Optional<Share> counts(ClassificationOutcomes outcomes) {
        return counts(LabelMetrics.of(outcomes));
    }

    @Override
    default ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        return draws -> Formula.orNaN(value(LabelMetrics.of(outcomes, draws)));
    }

    @Override
    default Optional<RankErrors> errors() {
        return Optional.empty();
    }
}
