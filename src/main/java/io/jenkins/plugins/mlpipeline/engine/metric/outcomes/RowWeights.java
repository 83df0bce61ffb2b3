package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * What rows count for: a row of weight 3 stands for three such rows of the population, as in a sample that was drawn unevenly. A
 * row of weight 0 counts for nothing.
 */
public final class RowWeights {
    private final String column;
    private final double[] weights;

    /**
     * @param column that says so, for people
     * @param weights one for each row, finite and at least 0, one of them more; not copied
     */
    public RowWeights(String column, double... weights) {
        this.column = column;
        this.weights = weights;
    }

    /** The column that says what rows count for. */
    public String column() {
        return column;
    }

    /** What a row counts for. */
    public double of(int row) {
        return weights[row];
    }

    /** Those of some of the rows. */
    public RowWeights subset(int... chosen) {
        return new RowWeights(
                column, Arrays.stream(chosen).mapToDouble(this::of).toArray());
    }

    /** The sum of all. */
    public double sum() {
        Sum sum = new Sum();
        for (double weight : weights) {
            sum.add(weight);
        }
        return sum.value();
    }
}
