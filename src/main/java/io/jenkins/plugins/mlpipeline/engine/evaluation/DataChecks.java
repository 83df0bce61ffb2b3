package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What the evaluated rows look like, by themselves and beside the rows that the model learnt from.
 *
 * @param reference the rows that they are compared with; null when not known
 * @param metrics by metric key, {@code duplicate_rows} or {@code psi(column=age)}; what can't be said is undefined with a
 *     reason
 * @param findings what a reader should know, one sentence each
 */
public record DataChecks(Reference reference, Map<String, MetricValue> metrics, List<String> findings) {
    /**
     * The rows that the model learnt from.
     *
     * @param data {@code sha256:<hex>} of the file that they are a part of
     * @param rows their number
     */
    public record Reference(String data, Long rows) {}
}
