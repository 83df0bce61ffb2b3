package io.jenkins.plugins.mlpipeline.engine.metric;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of another tool.
 *
 * @param name as that tool calls it
 * @param direction which values are better, as someone stated, or as {@link #knownDirection} tells
 */
public record ForeignKey(String name, Direction direction) implements MetricKey {
    /** How tools mark the rows that a metric is of. */
    private static final Pattern MARKED =
            Pattern.compile("(?:train|training|val|valid|validation|eval|test|predict)_(.+)");

    private static final String LOSS = "loss";
    private static final String NEGATED = "neg_";

    /**
     * Which values are better of a name that ends in one of ours, behind names with {@code .} or {@code /} or behind a mark of
     * the rows: {@code test.f1}, {@code val_accuracy}; and of a {@code loss}. Empty for any other name, and for ours alone.
     */
    public static Optional<Direction> knownDirection(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
        Matcher marked = MARKED.matcher(last);
        String bare = marked.matches() ? marked.group(1) : last;
        if (bare.equals(LOSS)) {
            return Optional.of(Direction.LOWER);
        }
        return name.equals(bare) || bare.startsWith(NEGATED)
                ? Optional.empty()
                : Metric.find(bare).map(Metric::direction);
    }

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
