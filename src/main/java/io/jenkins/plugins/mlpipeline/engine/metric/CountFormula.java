package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.Optional;
import java.util.function.Function;

/** A metric of true and predicted labels that is no share of rows. */
record CountFormula(Needs needs, Function<LabelMetrics, MetricValue> formula) implements LabelFormula {
    @Override
    public MetricValue value(LabelMetrics labels) {
        return formula.apply(labels);
    }

    @Override
    public Optional<Share> counts(LabelMetrics labels) {
        return Optional.empty();
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return false;
    }
}
