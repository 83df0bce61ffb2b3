package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/**
 * A line of the table of metrics.
 *
 * @param key of the metric
 * @param value as people read it; a dash when there is none
 * @param interval with its confidence; empty when there is none
 * @param remark why there is no value, or a remark about it
 */
public record MetricRow(String key, String value, String interval, String remark) {
    static MetricRow of(String key, MetricValue metric) {
        Interval interval = metric.interval();
        String remark = metric.undefined() == null ? metric.note() : metric.undefined();
        return new MetricRow(
                key,
                metric.value() == null ? "-" : Figures.rounded(metric.value()),
                interval == null
                        ? ""
                        : Figures.rounded(interval.lower()) + " - " + Figures.rounded(interval.upper()) + " ("
                                + Math.round(interval.confidence() * 100) + " %, " + interval.method() + ")",
                remark == null ? "" : remark);
    }
}
