package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ForeignKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedProportions;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Map;

/** From what an evaluation keeps to bounds, or to the reason why there are none. */
final class KnownLimits {
    /** How many samples must lie beyond a bound for it to be one. */
    private static final int FEWEST_BEYOND = 10;
    /** More samples without a value than this share make the others a selection. */
    private static final double MOST_UNDEFINED = 0.05;

    /**
     * Bounds, or why there are none.
     *
     * @param limits null when there are none
     * @param verdict what their absence means; null when they are there
     * @param reason one sentence; null when they are there
     */
    record Found(Limits limits, Verdict verdict, String reason) {}

    private KnownLimits() {}

    /** Bounds of a gate's metric. */
    static Found ofValue(Gate gate, Rows rows) {
        String key = gate.metric();
        Statistics statistics = rows.statistics();
        if (statistics == null) {
            return missing(
                    "The evaluation keeps no statistics of " + key + ", so no bound follows: another tool's metrics"
                            + " come without rows. Decide by point, or validate the predictions themselves.");
        }
        Proportion counts = rows.counts(key);
        boolean share = counts != null && counts.trials() > 0 && !rows.isGrouped();
        if (gate.decision().exact() && !share) {
            return missing(key + " is no share of independent rows, so it has no exact bound. Leave method out.");
        }
        if (share) {
            return found(
                    new Limits.Share(
                            counts.successes(), counts.trials(), gate.decision().exact()),
                    gate,
                    rows);
        }
        Estimated estimate = get(statistics.estimates(), key);
        if (estimate != null) {
            return found(new Limits.Estimates(Estimate.of(estimate)), gate, rows);
        }
        return ofSamples(gate, get(statistics.replicates(), key), rows);
    }

    /** Bounds of the difference of two models. */
    static Found ofDifference(Gate gate, Compared compared, Rows rows) {
        Limits closed = ofPairs(compared);
        return closed == null ? ofSamples(gate, compared.replicates(), rows) : found(closed, gate, rows);
    }

    /** Bounds of a difference in closed form; null when there are none. */
    static Limits ofPairs(Compared compared) {
        PairCounts pairs = compared.pairs();
        if (pairs != null && pairs.rows() > 0) {
            return new Limits.Pairs(new PairedProportions(
                    pairs.bothRight(), pairs.onlyCandidate(), pairs.onlyBaseline(), pairs.bothWrong()));
        }
        return compared.difference() == null ? null : new Limits.Estimates(Estimate.of(compared.difference()));
    }

    private static Found ofSamples(Gate gate, Replicates samples, Rows rows) {
        if (samples == null) {
            return absent(gate, rows);
        }
        int all = samples.values().length + samples.undefined();
        if (samples.values().length == 0 || samples.undefined() > all * MOST_UNDEFINED) {
            return undecided(gate.metric() + " has no value in " + Figures.count(samples.undefined()) + " of "
                    + Figures.count(all)
                    + " bootstrap samples, too many for a bound: the rows of a class are too few.");
        }
        if (samples.values().length * (1 - gate.decision().confidence()) < FEWEST_BEYOND) {
            return undecided(Figures.count(samples.values().length) + " bootstrap samples are too few for a bound at "
                    + Figures.percent(gate.decision().confidence()) + "; "
                    + Figures.percent(1 - (double) FEWEST_BEYOND / samples.values().length) + " is the most.");
        }
        Limits.Samples limits = Limits.Samples.of(samples);
        return found(
                gate.key() instanceof FairnessKey fairness
                        ? limits.of(
                                fairness.metric(),
                                rows.metrics().get(gate.metric()).value())
                        : limits,
                gate,
                rows);
    }

    private static Found absent(Gate gate, Rows rows) {
        CatalogueKey key = gate.catalogueKey().orElse(null);
        if (gate.key() instanceof ForeignKey || key != null && key.metric().family() == Metric.Family.RUNTIME) {
            return missing(gate.metric() + " comes without statistics, so no bound follows. Decide by point.");
        }
        if (key != null && key.hasStandardError(rows.isGrouped())) {
            return undecided("Too few rows count for " + gate.metric() + " to know how far off it may be.");
        }
        return missing("The evaluation keeps no bootstrap samples of " + gate.metric() + ", which its bounds need. Give"
                + " validate the spec with this gate, or --bootstrap '" + gate.metric()
                + "' (validate.bootstrap in a spec, bootstrap of mlValidate).");
    }

    private static Found found(Limits limits, Gate gate, Rows rows) {
        if (limits.isFlat()) {
            return undecided("The rows show no variation of " + gate.metric()
                    + (gate.versus().isPresent() ? "'s difference" : "")
                    + ", so that its interval has no width, which proves nothing.");
        }
        return FewRows.problem(limits, gate.metric(), rows)
                .map(KnownLimits::undecided)
                .orElseGet(() -> new Found(limits, null, null));
    }

    private static Found missing(String reason) {
        return new Found(null, Verdict.ERROR, reason);
    }

    private static Found undecided(String reason) {
        return new Found(null, Verdict.INCONCLUSIVE, reason);
    }

    private static <T> T get(Map<String, T> map, String key) {
        return map == null ? null : map.get(key);
    }
}
