package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A metric that is the mean of a number per row: a share of rows (1 for a hit, else 0) or a mean loss. Which rows count
 * depends on the truth alone, so that two models have the same rows.
 *
 * @param value of a row; {@code NaN} for a row that does not count (recall looks at positive rows alone). Not for use by
 *     two threads
 * @param share whether the numbers are 0 and 1
 * @param byLabel what a row's number would be with another true label; null for a share, and without labels
 */
record RowValues(IntToDoubleFunction value, boolean share, LabelLoss byLabel) {

    /** A share of all rows. */
    static RowValues share(IntPredicate hit) {
        return new RowValues(row -> hit.test(row) ? 1 : 0, true, null);
    }

    /** A share of some rows. */
    static RowValues share(IntPredicate counted, IntPredicate hit) {
        return new RowValues(row -> !counted.test(row) ? Double.NaN : hit.test(row) ? 1 : 0, true, null);
    }

    /** A mean loss. */
    static RowValues loss(IntToDoubleFunction value) {
        return new RowValues(value, false, null);
    }

    /** A mean loss that is known for every label. */
    static RowValues loss(LabelLoss losses, ClassificationOutcomes outcomes) {
        return new RowValues(losses.ofTruth(outcomes), false, losses);
    }

    /** The mean over samples of the rows, all of which are looked at, given how often each was drawn. */
    ToDoubleFunction<int[]> resampledMean(Outcomes outcomes) {
        double[] each = new double[outcomes.rows()];
        for (int row = 0; row < each.length; row++) {
            each[row] = value.applyAsDouble(row);
        }
        RowWeights weights = outcomes.weights();
        return draws -> {
            Sum sum = new Sum();
            double drawn = 0;
            for (int row = 0; row < each.length; row++) {
                double times = weights == null ? draws[row] : draws[row] * weights.of(row);
                sum.add(each[row] * times);
                drawn += times;
            }
            return sum.value() / drawn;
        };
    }
}
