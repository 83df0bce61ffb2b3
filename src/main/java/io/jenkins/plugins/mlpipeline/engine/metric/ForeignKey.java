package io.jenkins.plugins.mlpipeline.engine.metric;

import java.util.Optional;

/**
 * A metric of another tool.
 *
 * @param name as that tool calls it
 * @param direction which values are better, as someone stated
 */
public record ForeignKey(String name, Direction direction) implements MetricKey {
    @Override
    public Optional<ValueRange> range() {
        return Optional.empty();
    }

    @Override
    public boolean hasParameter() {
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}
