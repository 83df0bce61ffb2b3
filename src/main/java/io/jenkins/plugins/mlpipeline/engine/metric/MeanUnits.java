package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The independent units that a mean over rows is made of: the rows themselves, or groups of them that go together.
 *
 * @param sums of each unit's numbers, each by what its row counts for
 * @param weights what each unit's rows count for, more than 0
 */
record MeanUnits(double[] sums, double[] weights) {
    /**
     * The units.
     *
     * @param values of the rows; {@code NaN} for one that the mean is not about
     * @param counts null where each row counts the same
     * @param groups null when rows are independent
     * @return empty where a number is infinite
     */
    static Optional<MeanUnits> of(IntToDoubleFunction values, int rows, RowWeights counts, RowGroups groups) {
        Sum[] sums = new Sum[groups == null ? rows : groups.count()];
        double[] weights = new double[sums.length];
        int found = 0;
        for (int row = 0; row < rows; row++) {
            double weight = counts == null ? 1 : counts.of(row);
            double value = weight > 0 ? values.applyAsDouble(row) : Double.NaN;
            if (Double.isInfinite(value)) {
                return Optional.empty();
            }
            if (Double.isNaN(value)) {
                continue;
            }
            int unit = groups == null ? row : groups.of()[row];
            if (sums[unit] == null) {
                sums[unit] = new Sum();
                found++;
            }
            sums[unit].add(weight * value);
            weights[unit] += weight;
        }
        double[] foundSums = new double[found];
        double[] foundWeights = new double[found];
        int at = 0;
        for (int unit = 0; unit < sums.length; unit++) {
            if (sums[unit] != null) {
                foundSums[at] = sums[unit].value();
                foundWeights[at++] = weights[unit];
            }
        }
        return Optional.of(new MeanUnits(foundSums, foundWeights));
    }
}
