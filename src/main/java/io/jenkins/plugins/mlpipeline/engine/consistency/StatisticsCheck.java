package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.ShownIntervals;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import java.util.Optional;

/** Values beside the statistics that gates decide by: estimates, and the intervals that follow from them or from counts. */
final class StatisticsCheck {
    private static final String COUNTS = "its counts";
    private static final String STATISTICS = "its statistics";
    private static final String ROWS = "its rows";

    private final Part part;
    private final Contradictions found;

    private StatisticsCheck(Part part, Contradictions found) {
        this.part = part;
        this.found = found;
    }

    static void check(Part part, Contradictions found) {
        StatisticsCheck check = new StatisticsCheck(part, found);
        part.metrics().forEach(check::metric);
    }

    private void metric(String key, MetricValue said) {
        Proportion counts = part.statistics().proportions().get(key);
        Estimated estimated = part.statistics().estimates().get(key);
        if (estimated != null) {
            found.same(key + part.of(), said, MetricValue.of(estimated.value(), 0), STATISTICS);
        }
        if (said.interval() != null && said.value() != null) {
            interval(key, said, counts, estimated);
        }
        if (part.rows() != null && said.n() != null && isOfRows(key)) {
            found.between("the number of rows of " + key + part.of(), said.n(), 0, part.rows(), ROWS);
        }
    }

    /** Times are taken as often as one likes, and another tool counts what it likes. */
    private static boolean isOfRows(String key) {
        return Part.key(key)
                .filter(ours -> ours.metric().family() != Metric.Family.RUNTIME)
                .isPresent();
    }

    private static boolean isShare(Proportion counts) {
        return counts.trials() > 0 && counts.successes() >= 0 && counts.successes() <= counts.trials();
    }

    private void interval(String key, MetricValue said, Proportion counts, Estimated estimated) {
        Interval shown = said.interval();
        if (!(shown.confidence() > 0 && shown.confidence() < 1)) {
            found.between("the confidence of the interval of " + key + part.of(), shown.confidence(), 0, 1, STATISTICS);
            return;
        }
        Optional<Interval> decides = ShownIntervals.of(key, part.statistics(), shown.confidence());
        if (decides.isPresent() && decides.get().method().equals(shown.method())) {
            same(key, shown, decides.get(), STATISTICS);
        } else if (Intervals.WILSON.equals(shown.method()) && counts != null && isShare(counts)) {
            same(key, shown, Intervals.wilson(counts.successes(), counts.trials(), shown.confidence()), COUNTS);
        } else if (estimated != null
                && estimated.method() != null
                && estimated.method().equals(shown.method())) {
            Interval whole = Estimate.of(estimated).interval(shown.confidence());
            same(
                    key,
                    shown,
                    Part.key(key)
                            .map(known -> known.metric().range().cut(whole))
                            .orElse(whole),
                    STATISTICS);
        }
    }

    private void same(String key, Interval said, Interval computed, String witness) {
        double size = Math.max(Math.abs(computed.lower()), Math.abs(computed.upper()));
        found.same(
                "the lower end of the interval of " + key + part.of(), said.lower(), computed.lower(), size, witness);
        found.same(
                "the upper end of the interval of " + key + part.of(), said.upper(), computed.upper(), size, witness);
    }
}
