package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a document says of all rows, or of those of a slice.
 *
 * @param of how a sentence goes on after a metric's name: nothing, or {@code  of the slice sex=female}
 * @param rows null when not known
 * @param metrics by key as written; what maps to nothing is left out, here and in the others
 * @param statistics without missing maps
 * @param comparisons may be empty
 */
record Part(
        String of,
        Long rows,
        Map<String, MetricValue> metrics,
        Statistics statistics,
        Map<String, Comparison> comparisons) {

    Part {
        metrics = present(metrics);
        Statistics given = statistics == null ? Statistics.of(null, null, null, null) : statistics;
        statistics = new Statistics(
                present(given.proportions()),
                present(given.estimates()),
                present(given.losses()),
                present(given.placements()),
                present(given.pivots()),
                present(given.replicates()),
                given.groups(),
                given.weights());
        comparisons = present(comparisons);
    }

    static Part all(Evaluation evaluation) {
        return new Part(
                "", evaluation.data().rows(), evaluation.metrics(), evaluation.statistics(), evaluation.comparisons());
    }

    static Part of(SliceSet.Slice slice) {
        return new Part(
                " of the slice " + slice.name(),
                slice.rows(),
                slice.metrics(),
                slice.statistics(),
                slice.comparisons());
    }

    /** Whether rows count differently. */
    boolean isWeighted() {
        return statistics.weights() != null;
    }

    /** What is there of a map that may be missing and may map to nothing. */
    static <T> Map<String, T> present(Map<String, T> map) {
        Map<String, T> present = new LinkedHashMap<>();
        if (map != null) {
            map.forEach((key, value) -> {
                if (key != null && value != null) {
                    present.put(key, value);
                }
            });
        }
        return present;
    }

    /** What is there of a list that may be missing and may hold nothing in places. */
    static <T> List<T> present(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /** The value of a metric at its standard parameter; null when there is none. */
    Double value(Metric metric) {
        return value(metrics, metric);
    }

    static Double value(Map<String, MetricValue> metrics, Metric metric) {
        MetricValue value = metrics.get(metric.key());
        return value == null ? null : value.value();
    }

    /** What a key means in our catalogue; empty for a metric of fairness and the name of another tool. */
    static Optional<CatalogueKey> key(String written) {
        return MetricKey.known(written).map(key -> key instanceof CatalogueKey ours ? ours : null);
    }
}
