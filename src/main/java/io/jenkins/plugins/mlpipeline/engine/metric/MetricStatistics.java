package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.DeLong;
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
    public static Optional<Estimated> estimate(Outcomes outcomes, MetricKey key, RowGroups groups) {
        if (key.metric() == Metric.ROC_AUC && groups == null && outcomes instanceof ClassificationOutcomes binary) {
            return ranks(binary) ? binary.ranking().areaEstimate().map(Estimate::stored) : Optional.empty();
        }
        return RowValues.of(outcomes, key)
                .filter(values -> groups != null || !values.share())
                .flatMap(values -> mean(values.value(), outcomes.rows(), groups));
    }

    /**
     * A share of the same rows of two models; empty for other metrics and for grouped rows.
     *
     * @param groups null when rows are independent
     */
    public static Optional<PairCounts> pairs(Outcomes candidate, Outcomes baseline, MetricKey key, RowGroups groups) {
        RowValues ours = RowValues.of(candidate, key).filter(RowValues::share).orElse(null);
        RowValues theirs = RowValues.of(baseline, key).orElse(null);
        if (ours == null || theirs == null || groups != null) {
            return Optional.empty();
        }
        PairCounts counts = count(ours.value(), theirs.value(), candidate.rows());
        return counts.rows() == 0 ? Optional.empty() : Optional.of(counts);
    }

    /** Rows by which of two classifiers is right on them. */
    public static PairCounts flips(ClassificationOutcomes candidate, ClassificationOutcomes baseline) {
        MetricKey accuracy = new MetricKey(Metric.ACCURACY, null);
        return count(
                RowValues.of(candidate, accuracy).orElseThrow().value(),
                RowValues.of(baseline, accuracy).orElseThrow().value(),
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
            Outcomes candidate, Outcomes baseline, MetricKey key, RowGroups groups) {
        if (key.metric() == Metric.ROC_AUC
                && groups == null
                && candidate instanceof ClassificationOutcomes ours
                && baseline instanceof ClassificationOutcomes theirs) {
            return areas(ours, theirs);
        }
        RowValues own = RowValues.of(candidate, key).orElse(null);
        RowValues other = RowValues.of(baseline, key).orElse(null);
        if (own == null || other == null || groups == null && own.share()) {
            return Optional.empty();
        }
        return mean(row -> own.value().applyAsDouble(row) - other.value().applyAsDouble(row), candidate.rows(), groups);
    }

    private static Optional<Estimated> areas(ClassificationOutcomes candidate, ClassificationOutcomes baseline) {
        if (!ranks(candidate) || !ranks(baseline)) {
            return Optional.empty();
        }
        int positive = candidate.positive();
        int positives = Math.toIntExact(candidate.confusion().trueSum(positive));
        if (positives < 2 || candidate.rows() - positives < 2) {
            return Optional.empty();
        }
        double[][] ours = {new double[positives], new double[candidate.rows() - positives]};
        double[][] theirs = {new double[positives], new double[candidate.rows() - positives]};
        int[] at = new int[2];
        for (int row = 0; row < candidate.rows(); row++) {
            int side = candidate.truth(row) == positive ? 0 : 1;
            // -0.0 and 0.0 are one score.
            ours[side][at[side]] = candidate.score(row, positive) + 0.0;
            theirs[side][at[side]++] = baseline.score(row, positive) + 0.0;
        }
        return Optional.of(DeLong.areas(ours[0], ours[1], theirs[0], theirs[1])
                .difference()
                .stored());
    }

    private static boolean ranks(ClassificationOutcomes outcomes) {
        return new ClassificationMetrics(outcomes).missing(Metric.ROC_AUC) == null;
    }

    private static Optional<Estimated> mean(IntToDoubleFunction values, int rows, RowGroups groups) {
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
