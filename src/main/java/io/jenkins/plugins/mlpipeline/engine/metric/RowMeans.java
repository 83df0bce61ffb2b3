package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.function.IntToDoubleFunction;

/** Means of a number of each row. */
final class RowMeans {
    private RowMeans() {}

    /** The mean over all rows, each by what it counts for. */
    static double of(IntToDoubleFunction values, Outcomes outcomes) {
        RowWeights weights = outcomes.weights();
        Sum sum = new Sum();
        Sum all = new Sum();
        for (int row = 0; row < outcomes.rows(); row++) {
            double weight = weights == null ? 1 : weights.of(row);
            // A row that counts for nothing may have a number that is not finite.
            if (weight > 0) {
                sum.add(weight * values.applyAsDouble(row));
                all.add(weight);
            }
        }
        return sum.value() / all.value();
    }
}
