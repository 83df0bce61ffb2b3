package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ValueRange;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/**
 * Whether a demand can be meant. A threshold outside the values that a metric can have is a slip (94 for 0.94), and one
 * beyond the bad end would let everything pass.
 */
final class ThresholdCheck {
    private ThresholdCheck() {}

    /** @throws UserError when everything or nothing would meet the demand */
    static void check(ValueRange range, MetricKey metric, Demand demand) {
        if (demand instanceof Demand.Absolute absolute) {
            threshold(range, metric, absolute.threshold());
        } else if (demand instanceof Demand.Relative relative && !relative.relative()) {
            margin(range, metric, relative);
        }
    }

    private static void threshold(ValueRange range, MetricKey metric, double threshold) {
        if (range.contains(threshold)) {
            return;
        }
        boolean above = threshold > range.upper();
        boolean reachable = above == (metric.direction() == Direction.LOWER);
        String limit =
                above ? "never above " + Figures.plain(range.upper()) : "never below " + Figures.plain(range.lower());
        String percent = above && range.upper() == 1 && threshold <= 100
                ? " Write " + Figures.plain(threshold / 100) + " for " + Figures.plain(threshold) + " %."
                : "";
        throw new UserError("the threshold " + Figures.plain(threshold) + " makes no sense, since " + metric + " is "
                + limit + (reachable ? ": everything would pass." : ": nothing could pass.") + percent);
    }

    private static void margin(ValueRange range, MetricKey metric, Demand.Relative demand) {
        if (demand.margin() >= range.upper() - range.lower()) {
            throw new UserError(demand.change().key() + " " + Figures.plain(demand.margin()) + " makes no sense, since "
                    + metric + " lies between " + Figures.plain(range.lower()) + " and " + Figures.plain(range.upper())
                    + (demand.change() == Demand.Change.MAX_DROP
                            ? ": everything would pass."
                            : ": nothing could pass."));
        }
    }
}
