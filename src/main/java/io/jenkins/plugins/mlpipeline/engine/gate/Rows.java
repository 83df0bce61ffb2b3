package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about the model on all rows, or on those of a slice.
 *
 * @param slice name of the slice; null for all rows
 * @param rows number of rows; null when not known
 * @param metrics by metric key
 * @param statistics null for another tool's metrics
 * @param comparisons null without another model
 * @param dummy metrics of a model without features; null when not known
 * @param fairness counts of the groups of sensitive columns; null where there are none
 */
record Rows(
        String slice,
        Long rows,
        Map<String, MetricValue> metrics,
        Statistics statistics,
        Map<String, Comparison> comparisons,
        Map<String, MetricValue> dummy,
        List<FairnessTable> fairness) {

    static Rows all(Evaluation evaluation) {
        return new Rows(
                null,
                evaluation.data().rows(),
                evaluation.gateable(),
                evaluation.statistics(),
                evaluation.comparisons(),
                evaluation.dummy() == null ? null : evaluation.dummy().metrics(),
                evaluation.fairness());
    }

    static Rows of(SliceSet.Slice slice) {
        return new Rows(
                slice.name(), slice.rows(), slice.metrics(), slice.statistics(), slice.comparisons(), null, null);
    }

    /** The same as if there were only the rows that two models are compared on. */
    Rows only(Comparison comparison) {
        return new Rows(
                slice,
                comparison.rows(),
                metrics,
                statistics == null || comparison.weights() == null ? statistics : statistics.with(comparison.weights()),
                comparisons,
                dummy,
                fairness);
    }

    /** Whether rows count differently. */
    boolean isWeighted() {
        return statistics != null && statistics.weights() != null;
    }

    /** Whether rows come in groups. */
    boolean isGrouped() {
        return statistics != null && statistics.groups() != null;
    }

    /** The counts behind a share of rows; null for other metrics. */
    Proportion counts(String key) {
        return statistics == null || statistics.proportions() == null
                ? null
                : statistics.proportions().get(key);
    }

    /** The counts of a sensitive column's groups; empty where they are not known. */
    Optional<FairnessTable> fairness(String column) {
        return fairness == null
                ? Optional.empty()
                : fairness.stream().filter(table -> table.by().equals(column)).findFirst();
    }

    /** The comparison with another model; null when there is none. */
    Comparison comparison(Versus versus) {
        return comparisons == null ? null : comparisons.get(versus.key());
    }
}
