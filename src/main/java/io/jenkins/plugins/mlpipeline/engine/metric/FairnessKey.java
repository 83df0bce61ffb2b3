package io.jenkins.plugins.mlpipeline.engine.metric;

import java.util.Optional;

/**
 * A metric of fairness, {@code demographic_parity_difference(by=sex)}.
 *
 * @param metric the definition
 * @param column the sensitive column; its name may hold anything
 */
public record FairnessKey(FairnessMetric metric, String column) implements MetricKey {
    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public Optional<ValueRange> range() {
        return Optional.of(ValueRange.UNIT);
    }

    @Override
    public boolean hasParameter() {
        return true;
    }

    @Override
    public String toString() {
        return KeyText.of(metric.key(), FairnessMetric.BY, column);
    }
}
