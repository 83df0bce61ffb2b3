package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Weights;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.WeightedRows;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Optional;
import java.util.Set;

/**
 * When rows are too few for a bound by a standard error or by samples. Such bounds are right for many rows alone: below
 * these numbers they are wrong two to four times as often as they say (measured, docs/coverage.md). Bounds of a share from
 * its counts, and those from where few rows of a label are ranked, are right for few rows too; mean losses have their own
 * numbers, see {@link LossLimits}.
 */
final class FewRows {
    private static final long FEWEST_ROWS = 30;
    private static final long FEWEST_OF_A_LABEL = 20;
    /** Positive rows for the average precision of one model, whose samples lie above it where rows are few. */
    private static final long FEWEST_RANKED = 150;

    private static final long FEWEST_SAMPLED_GROUPS = 30;

    /** Rows for samples of what all errors of numbers make up, the few greatest most of it. */
    private static final long FEWEST_ERRORS = 300;

    private static final Set<Metric> OF_ALL_ERRORS = Set.of(
            Metric.ROOT_MEAN_SQUARED_ERROR, Metric.R2, Metric.EXPLAINED_VARIANCE, Metric.D2_ABSOLUTE_ERROR_SCORE);

    private FewRows() {}

    /** Why a bound of a metric decides nothing on these rows; empty when it does. */
    static Optional<String> problem(Limits limits, Gate gate, Rows rows) {
        if (limits instanceof Limits.Share || limits instanceof Limits.Pairs || isPlaced(limits)) {
            return Optional.empty();
        }
        if (rows.isWeighted()) {
            return ofWeights(gate, rows);
        }
        if (rows.isGrouped()) {
            return tooFew(rows.statistics().groups().count(), fewestGroups(limits, gate), "groups", limits);
        }
        boolean ofErrors = limits instanceof Limits.Samples
                && gate.catalogueKey()
                        .filter(key -> OF_ALL_ERRORS.contains(key.metric()))
                        .isPresent();
        long fewest = ofErrors ? FEWEST_ERRORS : FEWEST_ROWS;
        Optional<String> all = rows.rows() == null ? Optional.empty() : tooFew(rows.rows(), fewest, "rows", limits);
        return all.isPresent()
                        || !(limits instanceof Limits.Samples || gate.metric().equals("roc_auc"))
                ? all
                : ofLabel("recall", "positive rows", fewestPositive(gate), limits, rows)
                        .or(() -> ofLabel("specificity", "negative rows", FEWEST_OF_A_LABEL, limits, rows));
    }

    /** Samples of rows with weights, by how many of equal weight would tell as much. */
    private static Optional<String> ofWeights(Gate gate, Rows rows) {
        Weights weights = rows.statistics().weights();
        if (rows.isGrouped() && weights.effective() < FEWEST_SAMPLED_GROUPS) {
            return Optional.of(WeightedRows.tooFew(weights.effective(), "groups", FEWEST_SAMPLED_GROUPS));
        }
        if (weights.effective() < FEWEST_ROWS) {
            return Optional.of(WeightedRows.tooFew(weights.effective(), "rows", FEWEST_ROWS));
        }
        double rarest = weights.labels() == null || weights.labels().size() > 2
                ? Double.POSITIVE_INFINITY
                : WeightedRows.rarest(weights).orElse(0.0);
        return rarest < fewestPositive(gate)
                ? Optional.of(WeightedRows.tooFew(rarest, "rows of the rarest label", fewestPositive(gate)))
                : Optional.empty();
    }

    private static long fewestGroups(Limits limits, Gate gate) {
        return limits instanceof Limits.Samples
                ? FEWEST_SAMPLED_GROUPS
                : gate.catalogueKey().map(LossStatistics::fewestGroups).orElse(0);
    }

    private static long fewestPositive(Gate gate) {
        boolean alone = gate.versus().isEmpty()
                && gate.catalogueKey().map(CatalogueKey::metric).orElse(null) == Metric.AVERAGE_PRECISION;
        return alone ? FEWEST_RANKED : FEWEST_OF_A_LABEL;
    }

    private static boolean isPlaced(Limits limits) {
        return limits instanceof AreaLimits area && area.placements() != null;
    }

    /** Rows of a label are the trials of the share that is about them. */
    private static Optional<String> ofLabel(String share, String what, long fewest, Limits limits, Rows rows) {
        Proportion counts = rows.counts(share);
        return counts == null ? Optional.empty() : tooFew(counts.trials(), fewest, what, limits);
    }

    private static Optional<String> tooFew(long there, long fewest, String what, Limits limits) {
        return there >= fewest
                ? Optional.empty()
                : Optional.of("There are " + Figures.count(there) + " " + what + ", fewer than the " + fewest
                        + " from which a bound by " + limits.method()
                        + " can be trusted. Add rows, or decide by point.");
    }
}
