package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightSum;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.MeanEstimator;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.RatioEstimator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
     * the area under the ROC curve of independent rows by DeLong; of rows with weights the same, and every share, linearised. Empty for other metrics, and where there are too few rows.
     *
     * @param groups null when rows are independent
     */
    public static Optional<Estimated> estimate(Outcomes outcomes, CatalogueKey key, RowGroups groups) {
        Formula formula = key.formula();
        Optional<Estimate> own = groups == null ? formula.estimate(outcomes) : Optional.empty();
        return own.isPresent()
                ? own.map(Estimate::stored)
                : formula.rowValues(outcomes)
                        .filter(values -> isEstimated(values, outcomes, groups))
                        .flatMap(values -> mean(values.value(), outcomes, groups));
    }

    /**
     * What rows with weights count for; null where each counts the same.
     *
     * @param groups null when rows are independent
     */
    public static Statistics.Weights weights(Outcomes outcomes, RowGroups groups) {
        RowWeights weights = outcomes.weights();
        if (weights == null) {
            return null;
        }
        MeanUnits units =
                MeanUnits.of(row -> 1, outcomes.rows(), weights, groups).orElseThrow();
        WeightSum all = new WeightSum();
        for (double weight : units.weights()) {
            all.add(weight);
        }
        return new Statistics.Weights(weights.column(), all.sum(), all.effective(), labels(outcomes, weights));
    }

    private static Map<String, Statistics.OfLabel> labels(Outcomes outcomes, RowWeights weights) {
        if (!(outcomes instanceof ClassificationOutcomes rows)) {
            return null;
        }
        WeightSum[] sums = new WeightSum[rows.labels().size()];
        Arrays.setAll(sums, label -> new WeightSum());
        for (int row = 0; row < rows.rows(); row++) {
            sums[rows.truth(row)].add(weights.of(row));
        }
        Map<String, Statistics.OfLabel> labels = new LinkedHashMap<>();
        for (int label = 0; label < sums.length; label++) {
            labels.put(rows.labels().get(label), new Statistics.OfLabel(sums[label].sum(), sums[label].effective()));
        }
        return labels;
    }

    /** Shares of independent rows that count the same have their counts in place of an estimate. */
    private static boolean isEstimated(RowValues values, Outcomes outcomes, RowGroups groups) {
        return groups != null || outcomes.weights() != null || !values.share();
    }

    private static Optional<Estimated> mean(IntToDoubleFunction values, Outcomes outcomes, RowGroups groups) {
        return outcomes.weights() == null
                ? mean(values, outcomes.rows(), groups)
                : MeanUnits.of(values, outcomes.rows(), outcomes.weights(), groups)
                        .flatMap(units -> RatioEstimator.of(
                                units.sums(),
                                units.weights(),
                                groups == null ? RatioEstimator.ROWS : RatioEstimator.GROUPS))
                        .map(Estimate::stored);
    }

    /**
     * A share of the same rows of two models; empty for other metrics, for grouped rows and for rows with weights.
     *
     * @param groups null when rows are independent
     */
    public static Optional<PairCounts> pairs(
            Outcomes candidate, Outcomes baseline, CatalogueKey key, RowGroups groups) {
        RowValues ours =
                key.formula().rowValues(candidate).filter(RowValues::share).orElse(null);
        RowValues theirs = key.formula().rowValues(baseline).orElse(null);
        if (ours == null || theirs == null || groups != null || candidate.weights() != null) {
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
        if (own == null || other == null || !isEstimated(own, candidate, groups)) {
            return Optional.empty();
        }
        return mean(row -> own.value().applyAsDouble(row) - other.value().applyAsDouble(row), candidate, groups);
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
