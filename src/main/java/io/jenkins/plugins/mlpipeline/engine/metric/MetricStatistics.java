package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.MeanEstimator;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * What a bound needs in closed form: standard errors of one model's metric, and of the difference of two models' on the
 * same rows. Metrics that have none are for the bootstrap, see {@link ResampledMetric}.
 */
public final class MetricStatistics {
    private MetricStatistics() {}

    /**
     * A metric with its standard error: a mean loss by Student's t, in groups clustered; a share of grouped rows, clustered;
     * the area under the ROC curve of independent rows by DeLong. Empty for other metrics, and where there are too few rows.
     *
     * @param groups null when rows are independent
     */
    public static Optional<Estimated> estimate(Outcomes outcomes, CatalogueKey key, RowGroups groups) {
        Formula formula = key.formula();
        Optional<Estimate> own = groups == null ? formula.estimate(outcomes) : Optional.empty();
        return own.isPresent()
                ? own.map(Estimate::stored)
                : formula.rowValues(outcomes)
                        .filter(values -> groups != null || !values.share())
                        .flatMap(values -> mean(values.value(), outcomes.rows(), groups));
    }

    /**
     * A share of the same rows of two models; empty for other metrics and for grouped rows.
     *
     * @param groups null when rows are independent
     */
    public static Optional<PairCounts> pairs(
            Outcomes candidate, Outcomes baseline, CatalogueKey key, RowGroups groups) {
        RowValues ours =
                key.formula().rowValues(candidate).filter(RowValues::share).orElse(null);
        RowValues theirs = key.formula().rowValues(baseline).orElse(null);
        if (ours == null || theirs == null || groups != null) {
            return Optional.empty();
        }
        PairCounts counts = count(ours.value(), theirs.value(), candidate.rows());
        return counts.rows() == 0 ? Optional.empty() : Optional.of(counts);
    }

    /** Rows by which of two classifiers is right on them. */
    public static PairCounts flips(ClassificationOutcomes candidate, ClassificationOutcomes baseline) {
        return count(
                LabelMetrics.correctRows(candidate).value(),
                LabelMetrics.correctRows(baseline).value(),
                candidate.rows());
    }

    private static PairCounts count(IntToDoubleFunction ours, IntToDoubleFunction theirs, int rows) {
        long[] counts = new long[4];
        for (int row = 0; row < rows; row++) {
            double hit = ours.applyAsDouble(row);
            if (!Double.isNaN(hit)) {
                counts[(hit > 0 ? 0 : 2) + (theirs.applyAsDouble(row) > 0 ? 0 : 1)]++;
            }
        }
        return new PairCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    /**
     * The candidate's metric less the baseline's on the same rows, with its standard error: methods as for
     * {@link #estimate}.
     *
     * @param groups null when rows are independent
     */
    public static Optional<Estimated> difference(
            Outcomes candidate, Outcomes baseline, CatalogueKey key, RowGroups groups) {
        Optional<Estimate> closed = groups == null ? key.formula().difference(candidate, baseline) : Optional.empty();
        if (closed.isPresent()) {
            return closed.map(Estimate::stored);
        }
        RowValues own = key.formula().rowValues(candidate).orElse(null);
        RowValues other = key.formula().rowValues(baseline).orElse(null);
        if (own == null || other == null || groups == null && own.share()) {
            return Optional.empty();
        }
        return mean(row -> own.value().applyAsDouble(row) - other.value().applyAsDouble(row), candidate.rows(), groups);
    }

    /** The mean of the rows that count, with its standard error; empty where there are too few, or a number is too great. */
    static Optional<Estimated> mean(IntToDoubleFunction values, int rows, RowGroups groups) {
        MeanEstimator estimator = groups == null ? MeanEstimator.ofRows() : MeanEstimator.ofGroups();
        int[] numbers = groups == null ? null : new int[groups.count()];
        int counted = 0;
        int found = 0;
        for (int row = 0; row < rows; row++) {
            double value = values.applyAsDouble(row);
            if (Double.isNaN(value)) {
                continue;
            }
            if (!Double.isFinite(value)) {
                return Optional.empty();
            }
            counted++;
            if (groups == null) {
                estimator.add(value);
                continue;
            }
            // Groups without a counted row don't exist for this metric.
            int group = groups.of()[row];
            if (numbers[group] == 0) {
                numbers[group] = ++found;
            }
            estimator.add(value, numbers[group] - 1);
        }
        if ((groups == null ? counted : found) < 2) {
            return Optional.empty();
        }
        Estimate estimate = estimator.estimate();
        return Double.isFinite(estimate.standardError()) ? Optional.of(estimate.stored()) : Optional.empty();
    }
}
