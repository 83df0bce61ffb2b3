package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

/** A sum of weights and how many rows of equal weight would tell as much. Not for use by two threads. */
public final class WeightSum {
    private final Sum sum = new Sum();
    private final Sum squares = new Sum();

    /** Adds the weight of a row, or of rows that go together. */
    public void add(double weight) {
        sum.add(weight);
        squares.add(weight * weight);
    }

    /** The sum. */
    public double sum() {
        return sum.value();
    }

    /** The square of the sum by the sum of squares (Kish 1965); 0 where nothing weighs anything. */
    public double effective() {
        return squares.value() > 0 ? sum.value() * sum.value() / squares.value() : 0;
    }
}
