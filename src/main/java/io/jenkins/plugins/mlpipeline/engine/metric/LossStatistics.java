package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Ranking;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightSum;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.LossGrid;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StudentizedBootstrap;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * What bounds need beside standard errors, which are right for many rows alone: what each row loses, where the rows of a rare
 * label are ranked, and samples of whole groups.
 */
public final class LossStatistics {
    /** The points for the losses of a slice, of which there may be many. */
    public static final int POINTS_OF_A_SLICE = 64;

    /** Below so many groups no bound of grouped rows is right. */
    private static final int FEWEST_GROUPS = 10;

    /** The same for errors of numbers, which have no end. */
    private static final int FEWEST_GROUPS_OF_NUMBERS = 100;

    /** Above so many groups the clustered standard error alone is right. */
    public static final int MOST_GROUPS = 2000;

    /** Of more rows or groups with weights no samples are drawn, which would take minutes. */
    public static final int MOST_SAMPLED = 50_000;

    /** Above so many labels it is not asked what each would cost on each row. */
    private static final int MOST_LABELS = 32;

    private LossStatistics() {}

    /** From how many groups on a bound by samples of whole groups is right (measured, docs/coverage.md). */
    public static int fewestGroups(CatalogueKey key) {
        return key.metric().family() == Metric.Family.REGRESSION ? FEWEST_GROUPS_OF_NUMBERS : FEWEST_GROUPS;
    }

    /** What each of the independent rows loses; empty for a metric that is no mean loss, and where one is too great. */
    public static Optional<Losses> losses(Outcomes outcomes, CatalogueKey key, int points) {
        return key.formula()
                .rowValues(outcomes)
                .filter(values -> !values.share())
                .flatMap(values -> losses(values, outcomes, key, points));
    }

    /** What each row loses less what it loses by another model. */
    public static Optional<Losses> difference(Outcomes candidate, Outcomes baseline, CatalogueKey key, int points) {
        RowValues own = key.formula().rowValues(candidate).orElse(null);
        RowValues other = key.formula().rowValues(baseline).orElse(null);
        if (own == null || other == null || own.share()) {
            return Optional.empty();
        }
        boolean labels = own.byLabel() != null && other.byLabel() != null;
        RowValues less = new RowValues(
                difference(own, other), false, labels ? own.byLabel().less(other.byLabel()) : null);
        return losses(less, candidate, null, points);
    }

    private static IntToDoubleFunction difference(RowValues own, RowValues other) {
        return row -> own.value().applyAsDouble(row) - other.value().applyAsDouble(row);
    }

    /** @param key of the metric whose range bounds a loss too; null for a difference */
    private static Optional<Losses> losses(RowValues values, Outcomes outcomes, CatalogueKey key, int points) {
        double[] each = new double[outcomes.rows()];
        for (int row = 0; row < each.length; row++) {
            each[row] = values.value().applyAsDouble(row);
            if (!Double.isFinite(each[row])) {
                return Optional.empty();
            }
        }
        if (each.length == 0) {
            return Optional.empty();
        }
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        Long rarest = null;
        if (outcomes instanceof ClassificationOutcomes labelled) {
            rarest = rarest(labelled);
            range = range(values.byLabel(), labelled);
        }
        LossGrid grid = LossGrid.of(each, points);
        Double lower =
                key == null ? finite(range[0]) : finite(key.metric().range().lower());
        return Optional.of(new Losses(lower, finite(range[1]), rarest, grid.points(), grid.counts()));
    }

    private static Double finite(double bound) {
        return Double.isFinite(bound) ? (Double) bound : null;
    }

    private static long rarest(ClassificationOutcomes outcomes) {
        long fewest = outcomes.rows();
        for (int label = 0; label < outcomes.labels().size(); label++) {
            fewest = Math.min(fewest, outcomes.confusion().trueSum(label));
        }
        return fewest;
    }

    /** The least and the greatest loss of any row, whatever its true label. */
    private static double[] range(LabelLoss losses, ClassificationOutcomes outcomes) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        int labels = outcomes.labels().size();
        if (losses == null || labels > MOST_LABELS) {
            return range;
        }
        for (int row = 0; row < outcomes.rows(); row++) {
            for (int label = 0; label < labels; label++) {
                range[0] = Math.min(range[0], losses.least(row, label));
                range[1] = Math.max(range[1], losses.greatest(row, label));
            }
        }
        return range;
    }

    /** Where the rows of either label are ranked, of one that has few; empty where both have many, or one fewer than two. */
    public static Optional<Placements> placements(Outcomes outcomes, CatalogueKey key) {
        if (key.metric() != Metric.ROC_AUC
                || outcomes.weights() != null
                || !(outcomes instanceof ClassificationOutcomes rows)
                || key.formula().missing(outcomes) != null) {
            return Optional.empty();
        }
        Ranking ranking = rows.ranking();
        boolean few = ranking.positives() < AreaBounds.FEWEST || ranking.negatives() < AreaBounds.FEWEST;
        return !few || ranking.positives() < 2 || ranking.negatives() < 2
                ? Optional.empty()
                : Optional.of(ranking.placements(AreaBounds.FEWEST));
    }

    /**
     * Samples of whole groups for a metric that is a mean over rows; empty for others, and for fewer than two groups or very many.
     *
     * @param groups null for rows with weights that are independent: each is drawn on its own
     */
    public static Optional<Replicates> pivots(Outcomes outcomes, CatalogueKey key, RowGroups groups, long seed) {
        return key.formula().rowValues(outcomes).flatMap(values -> pivots(values.value(), outcomes, groups, seed));
    }

    /** The same of what two models differ by. */
    public static Optional<Replicates> pivots(
            Outcomes candidate, Outcomes baseline, CatalogueKey key, RowGroups groups, long seed) {
        RowValues own = key.formula().rowValues(candidate).orElse(null);
        RowValues other = key.formula().rowValues(baseline).orElse(null);
        return own == null || other == null
                ? Optional.empty()
                : pivots(difference(own, other), candidate, groups, seed);
    }

    private static Optional<Replicates> pivots(
            IntToDoubleFunction values, Outcomes outcomes, RowGroups groups, long seed) {
        MeanUnits units = MeanUnits.of(values, outcomes.rows(), outcomes.weights(), groups)
                .orElse(null);
        if (units == null || units.sums().length < 2 || isMany(units, outcomes.weights() != null)) {
            return Optional.empty();
        }
        StudentizedBootstrap drawn =
                StudentizedBootstrap.overGroups(units.sums(), units.weights(), PairedBootstrap.REPLICATES, seed);
        return Optional.of(new Replicates(drawn.seed(), drawn.undefined(), drawn.pivots()));
    }

    /** Whether so many units tell something that the standard error alone is right, or that samples of them take too long. */
    private static boolean isMany(MeanUnits units, boolean weighted) {
        if (!weighted) {
            return units.sums().length > MOST_GROUPS;
        }
        WeightSum effective = new WeightSum();
        for (double weight : units.weights()) {
            effective.add(weight);
        }
        return effective.effective() > MOST_GROUPS || units.sums().length > MOST_SAMPLED;
    }
}
