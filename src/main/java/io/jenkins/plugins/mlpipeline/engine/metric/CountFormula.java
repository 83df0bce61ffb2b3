package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A metric of true and predicted labels that is no share of rows. */
record CountFormula(Needs needs, Function<LabelMetrics, MetricValue> formula) implements ClassificationFormula {
    @Override
    public MetricValue value(ClassificationOutcomes outcomes) {
        return formula.apply(LabelMetrics.of(outcomes));
    }

    @Override
    public Optional<Share> counts(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        return draws -> Formula.orNaN(formula.apply(LabelMetrics.of(outcomes, draws)));
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return false;
    }

    @Override
    public Optional<RankErrors> errors() {
        return Optional.empty();
    }
}
