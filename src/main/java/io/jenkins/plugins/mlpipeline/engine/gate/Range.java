package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;

/**
 * The values that a metric can have. A threshold outside them is a slip (94 for 0.94), and one beyond the bad end would
 * let everything pass.
 *
 * @param lower smallest possible value
 * @param upper greatest possible value
 */
public record Range(double lower, double upper) {
    /** The values that a metric of the catalogue can have. */
    public static Range of(Metric metric) {
        return switch (metric) {
            case MATTHEWS_CORRCOEF, COHEN_KAPPA -> new Range(-1, 1);
            case R2, EXPLAINED_VARIANCE -> new Range(Double.NEGATIVE_INFINITY, 1);
            case LOG_LOSS, PSI, PSI_MAX, EMPTY_COLUMNS, CONSTANT_COLUMNS, EXTRA_COLUMNS, DRIFTED_COLUMNS ->
                new Range(0, Double.POSITIVE_INFINITY);
            // Unscaled, so 2 when several labels are all predicted wrong with certainty.
            case BRIER_SCORE_LOSS -> new Range(0, 2);
            default ->
                new Range(
                        0,
                        metric.family() == Metric.Family.CLASSIFICATION
                                        || metric.family().isOfRows()
                                ? 1
                                : Double.POSITIVE_INFINITY);
        };
    }

    /** The values that a metric of ours can have; null for one of another tool. */
    static Range of(String metric) {
        int parenthesis = metric.indexOf('(');
        String name = parenthesis < 0 ? metric : metric.substring(0, parenthesis);
        if (FairnessMetric.find(name).isPresent()) {
            return new Range(0, 1);
        }
        return Metric.find(name).map(Range::of).orElse(null);
    }

    /** @throws UserError when the threshold lies outside */
    void check(String metric, Direction direction, double threshold) {
        if (threshold >= lower && threshold <= upper) {
            return;
        }
        boolean above = threshold > upper;
        boolean reachable = above == (direction == Direction.LOWER);
        String limit = above ? "never above " + Figures.plain(upper) : "never below " + Figures.plain(lower);
        String percent = above && upper == 1 && threshold <= 100
                ? " Write " + Figures.plain(threshold / 100) + " for " + Figures.plain(threshold) + " %."
                : "";
        throw new UserError("the threshold " + Figures.plain(threshold) + " makes no sense, since " + metric + " is "
                + limit + (reachable ? ": everything would pass." : ": nothing could pass.") + percent);
    }

    /** @throws UserError when no two values are so far apart */
    void checkMargin(String metric, Demand.Relative demand) {
        if (demand.margin() >= upper - lower) {
            throw new UserError(demand.change().key() + " " + Figures.plain(demand.margin()) + " makes no sense, since "
                    + metric + " lies between " + Figures.plain(lower) + " and " + Figures.plain(upper)
                    + (demand.change() == Demand.Change.MAX_DROP
                            ? ": everything would pass."
                            : ": nothing could pass."));
        }
    }
}
