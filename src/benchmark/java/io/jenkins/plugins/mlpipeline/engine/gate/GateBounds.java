package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bounds that a gate takes on some rows, by the rules that it takes them by, asked on which side of a number they are: that
 * is one integral where the bound itself is found by thirty.
 */
public final class GateBounds {
    /** What a gate of this confidence says about a number. */
    public enum Says {
        /** The upper bound is below it. */
        BELOW,
        /** The lower bound is above it. */
        ABOVE,
        /** It lies between the bounds. */
        BETWEEN,
        /** There are no bounds. */
        NOTHING
    }

    private final Limits limits;
    private final double confidence;

    private GateBounds(KnownLimits.Found found, Gate gate) {
        this.limits = found.limits();
        this.confidence = gate.decision().confidence();
    }

    /** Of one model: the gate is any on the metric, decided by a bound. */
    public static GateBounds ofOne(String expression, Outcomes outcomes, RowGroups groups) {
        Gate gate = gate(expression);
        CatalogueKey key = gate.catalogueKey().orElseThrow();
        Map<String, Proportion> proportions = new HashMap<>();
        Map<String, Estimated> estimates = new HashMap<>();
        Map<String, Losses> losses = new HashMap<>();
        Map<String, Placements> placements = new HashMap<>();
        Map<String, Replicates> pivots = new HashMap<>();
        for (String share : List.of("recall", "specificity")) {
            if (outcomes.task().isClassification()) {
                CatalogueKey.parse(share).formula().proportion(outcomes).ifPresent(p -> proportions.put(share, p));
            }
        }
        String name = key.toString();
        MetricStatistics.estimate(outcomes, key, groups).ifPresent(e -> estimates.put(name, e));
        if (groups == null && outcomes.weights() == null) {
            LossStatistics.losses(outcomes, key, Losses.MOST_POINTS).ifPresent(l -> losses.put(name, l));
            LossStatistics.placements(outcomes, key).ifPresent(p -> placements.put(name, p));
        } else {
            LossStatistics.pivots(outcomes, key, groups, 42).ifPresent(p -> pivots.put(name, p));
        }
        Statistics statistics = new Statistics(proportions, estimates, losses, placements, pivots, null, groups(groups))
                .with(MetricStatistics.weights(outcomes, groups));
        return new GateBounds(KnownLimits.ofValue(gate, rows(outcomes, statistics)), gate);
    }

    /** Of the difference of two models. */
    public static GateBounds ofTwo(String expression, Outcomes candidate, Outcomes baseline, RowGroups groups) {
        Gate gate = gate(expression);
        CatalogueKey key = gate.catalogueKey().orElseThrow();
        Compared compared = new Compared(
                0.0,
                0.0,
                null,
                MetricStatistics.pairs(candidate, baseline, key, groups).orElse(null),
                MetricStatistics.difference(candidate, baseline, key, groups).orElse(null),
                null,
                groups == null && candidate.weights() == null
                        ? LossStatistics.difference(candidate, baseline, key, Losses.MOST_POINTS)
                                .orElse(null)
                        : null,
                groups == null && candidate.weights() == null
                        ? null
                        : LossStatistics.pivots(candidate, baseline, key, groups, 42)
                                .orElse(null));
        Map<String, Proportion> proportions = new HashMap<>();
        for (String share : List.of("recall", "specificity")) {
            if (candidate.task().isClassification()) {
                CatalogueKey.parse(share).formula().proportion(candidate).ifPresent(p -> proportions.put(share, p));
            }
        }
        Statistics statistics = Statistics.of(proportions, null, null, groups(groups))
                .with(MetricStatistics.weights(candidate, groups));
        return new GateBounds(KnownLimits.ofDifference(gate, compared, rows(candidate, statistics)), gate);
    }

    private static Gate gate(String expression) {
        return GateReader.parse(List.of(expression)).gates().get(0);
    }

    private static Statistics.Groups groups(RowGroups groups) {
        return groups == null ? null : new Statistics.Groups("group", groups.count());
    }

    private static Rows rows(Outcomes outcomes, Statistics statistics) {
        return new Rows(null, (long) outcomes.rows(), Map.of(), statistics, null, null, null);
    }

    /** On which side of a number the bounds are. */
    public Says about(double value) {
        if (limits == null) {
            return Says.NOTHING;
        }
        if (limits.kind() instanceof MeanLimits.Ends) {
            double tail = 1 - confidence;
            return limits.pValueBelow(value) < tail
                    ? Says.BELOW
                    : limits.pValueAbove(value) < tail ? Says.ABOVE : Says.BETWEEN;
        }
        double rounding = 1e-12;
        return limits.upper(confidence) < value - rounding
                ? Says.BELOW
                : limits.lower(confidence) > value + rounding ? Says.ABOVE : Says.BETWEEN;
    }

    /** How the bounds are made; none where there are none. */
    public String method() {
        return limits == null ? "none" : limits.method();
    }
}
