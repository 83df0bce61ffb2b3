package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.Optional;
import java.util.function.Function;

/**
 * A share of rows that follows from the counts by true and predicted label.
 *
 * @param value with its note
 * @param share the counts behind the value
 * @param rows hits and misses; empty where the predictions decide which rows count, so that two models have other rows
 */
record CountShare(
        Needs needs,
        Function<LabelMetrics, MetricValue> value,
        Function<LabelMetrics, Share> share,
        Optional<Function<ClassificationOutcomes, RowValues>> rows)
        implements LabelFormula {
    /** A share of rows that the truth decides. */
    static CountShare ofRows(
            Needs needs,
            Function<LabelMetrics, MetricValue> value,
            Function<LabelMetrics, Share> share,
            Function<ClassificationOutcomes, RowValues> rows) {
        return new CountShare(needs, value, share, Optional.of(rows));
    }

    /** A share of rows that the predictions decide. */
    static CountShare ofPredictions(
            Needs needs, Function<LabelMetrics, MetricValue> value, Function<LabelMetrics, Share> share) {
        return new CountShare(needs, value, share, Optional.empty());
    }

    @Override
    public MetricValue value(LabelMetrics labels) {
        return value.apply(labels);
    }

    @Override
    public Optional<Share> counts(LabelMetrics labels) {
        return Optional.of(share.apply(labels));
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return rows.map(of -> of.apply(outcomes));
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return rows.isPresent();
    }
}
