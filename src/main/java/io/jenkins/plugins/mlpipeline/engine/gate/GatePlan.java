package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.SampleSize;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Set;

/**
 * How many rows a gate by a bound needs to pass a model that is as good as expected.
 *
 * @param gate the gate
 * @param expected the value that is expected, or the difference from the other model
 * @param area with a comparison of areas under the ROC curve, the area itself
 * @param spread standard deviation of a row's loss, or of the difference of two losses; null when not known
 * @param discordant share of rows on which exactly one of two models is right; null when not known
 * @param correlation of two models' areas under the ROC curve
 * @param positive share of positive rows; null when not known
 * @param slice share of rows that are in the slice
 * @param power the share of test sets on which such a model passes
 */
public record GatePlan(
        Gate gate,
        double expected,
        Double area,
        Double spread,
        Double discordant,
        double correlation,
        Double positive,
        double slice,
        double power) {
    private static final Set<Metric> OF_POSITIVES = Set.of(Metric.RECALL);
    private static final Set<Metric> OF_NEGATIVES = Set.of(Metric.SPECIFICITY);
    private static final Set<Metric> OF_ALL = Set.of(Metric.ACCURACY, Metric.TOP_K_ACCURACY, Metric.PRECISION);

    /**
     * Rows that are needed.
     *
     * @param rows of the whole test set; where {@code flagged} those of them that the model predicts positive
     * @param positives how many of them positive; null where that does not matter
     * @param flagged whether the rows are counted that the model predicts positive, of which precision is the share of right ones
     */
    public record Needed(long rows, Long positives, boolean flagged) {}

    /** @throws UserError when something that is needed is missing, or no number of rows suffices */
    public Needed needed() {
        CatalogueKey key = gate.catalogueKey()
                .orElseThrow(() -> new UserError(
                        gate.metric() + " can't be planned for: of its bound nothing is known before rows were seen."));
        if (gate.decision().decide() == Decide.POINT) {
            throw new UserError("the gate \"" + gate.id() + "\" is decided by point, which needs no number of rows; add"
                    + " decide=lowerBound, upperBound or paired.");
        }
        double gap = gap();
        if (!(gap > 0)) {
            throw new UserError("a model of " + Figures.plain(expected) + " does not meet " + gate.metric() + " "
                    + gate.required() + ", so no number of rows makes it pass. Expect more, or demand less.");
        }
        double rows = counted(key, gap) / slice;
        if (!(rows < Long.MAX_VALUE / 2.0)) {
            throw new UserError("no number of rows that anybody has would do.");
        }
        long whole = (long) Math.ceil(rows);
        boolean flagged = key.metric() == Metric.PRECISION;
        return new Needed(
                whole, positive == null || flagged ? null : (Long) (long) Math.ceil(whole * positive), flagged);
    }

    /** By how much the expected value meets the demand. */
    private double gap() {
        boolean higher = gate.direction() == Direction.HIGHER;
        if (gate.demand() instanceof Demand.Absolute absolute) {
            return higher ? expected - absolute.threshold() : absolute.threshold() - expected;
        }
        Demand.Relative relative = (Demand.Relative) gate.demand();
        double improvement = higher ? expected : -expected;
        return improvement - relative.leastImprovement(0);
    }

    /** Rows of the whole test set, or of the slice. */
    private double counted(CatalogueKey key, double gap) {
        SampleSize size = new SampleSize(gate.decision().confidence(), power);
        boolean paired = gate.demand() instanceof Demand.Relative;
        Metric metric = key.metric();
        if (metric == Metric.ROC_AUC) {
            double rows = paired
                    ? size.pairedArea(gap, needed(area, "--area", "the area itself"), positiveShare(), correlation)
                    : size.area(threshold(), expected, positiveShare());
            return Math.max(rows, AreaBounds.FEWEST / Math.min(positiveShare(), 1 - positiveShare()));
        }
        if (OF_POSITIVES.contains(metric) || OF_NEGATIVES.contains(metric) || OF_ALL.contains(metric)) {
            double of = OF_POSITIVES.contains(metric)
                    ? positiveShare()
                    : OF_NEGATIVES.contains(metric) ? 1 - positiveShare() : 1;
            return (paired
                            ? size.pairedShare(
                                    gap,
                                    expected,
                                    needed(
                                            discordant,
                                            "--discordant",
                                            "the share of rows on which exactly one of both models is right"))
                            : size.share(threshold(), expected))
                    / of;
        }
        if (!key.isMeanLoss() && metric != Metric.ROOT_MEAN_SQUARED_ERROR) {
            throw new UserError(
                    key + " has no formula for the rows that it needs. Validate a model on what rows there are and"
                            + " give --evaluation: the bound that they give says how many more.");
        }
        requireBound(key, paired);
        boolean root = metric == Metric.ROOT_MEAN_SQUARED_ERROR && !paired;
        double rows = size.mean(
                root ? threshold() * threshold() - expected * expected : gap,
                needed(
                        spread,
                        "--spread",
                        "the standard deviation of "
                                + (paired
                                        ? "two models' differences"
                                        : root ? "a row's squared error" : "a row's loss")));
        double fewest = paired ? LossLimits.FEWEST_COMPARED : LossLimits.FEWEST_OF_A_LABEL;
        return Math.max(
                Math.max(rows, LossLimits.FEWEST_ROWS),
                positive == null ? 0 : fewest / Math.min(positive, 1 - positive));
    }

    /** Squares of errors have a bound with a cap alone, and errors of numbers have no positive rows. */
    private void requireBound(CatalogueKey key, boolean paired) {
        if (Squares.needCap(key, paired) && gate.decision().cap() == null) {
            throw new UserError(key + " has no bound without a cap, so no number of rows makes the gate pass. Add"
                    + " cap=NUMBER, the greatest value that a row can have.");
        }
        if (positive != null && key.metric().family() == Metric.Family.REGRESSION) {
            throw new UserError("--positive is about labels, and " + key + " is about numbers. Leave it out.");
        }
    }

    private double threshold() {
        return ((Demand.Absolute) gate.demand()).threshold();
    }

    private double positiveShare() {
        return needed(positive, "--positive", "the share of positive rows");
    }

    private double needed(Double given, String option, String what) {
        if (given == null) {
            throw new UserError("to plan for " + gate.metric() + ", give " + option + ", " + what + ".");
        }
        return given;
    }
}
