package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.ValueRange;
import java.util.List;

/** The scale on which values of a metric are drawn: all that it can be where that is bounded, else from zero. */
final class MetricAxis {
    private static final double ROOM = 1.15;

    private MetricAxis() {}

    static Axis of(String key, List<Double> values) {
        ValueRange range = Words.metric(key)
                .map(Metric::range)
                .orElse(new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        double lowest = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double highest = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (range.lower() >= -1 && range.upper() <= 1) {
            // Most correlations are positive: the negative half is shown when it is needed.
            return new Axis("", lowest < 0 ? range.lower() : 0, range.upper());
        }
        double from = lowest < 0 ? lowest * ROOM : 0;
        double to = range.upper() <= 1 ? range.upper() : highest <= 0 ? 0 : highest * ROOM;
        return to > from ? new Axis("", from, to) : Axis.around("", lowest, highest);
    }
}
