package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ForeignKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.WeightedRows;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightedRanking;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.DeLong;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedProportions;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.WeightedShare;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Map;

/** From what an evaluation keeps to bounds, or to the reason why there are none. */
final class KnownLimits {
    /** How many samples must lie beyond a bound for it to be one. */
    private static final int FEWEST_BEYOND = 10;

    private static final CatalogueKey SQUARE = CatalogueKey.parse(Metric.MEAN_SQUARED_ERROR.key());

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
        boolean share = counts != null && counts.trials() > 0 && !rows.isGrouped() && !rows.isWeighted();
        if (gate.decision().exact() && rows.isWeighted()) {
            return missing("An exact bound is one of counted rows, and these have weights (column \""
                    + statistics.weights().column() + "\"). Leave method out.");
        }
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
        if (gate.key() instanceof FairnessKey fairness && !rows.isGrouped() && !rows.isWeighted()) {
            FairnessTable table = rows.fairness(fairness.column()).orElse(null);
            if (table != null) {
                return within(
                        new Found(
                                new Limits.OfGroups(new FairnessBounds(fairness.metric(), table.groups())), null, null),
                        gate);
            }
        }
        String squares = Squares.problem(gate, rows).orElse(null);
        if (squares != null) {
            return undecided(squares);
        }
        CatalogueKey known = gate.catalogueKey().orElse(null);
        if (rows.isWeighted()) {
            return ofWeights(
                    gate,
                    get(statistics.estimates(), key),
                    get(statistics.pivots(), key),
                    get(statistics.replicates(), key),
                    rows);
        }
        if (known != null && known.isMeanLoss() && !rows.isGrouped()) {
            return ofLosses(gate, known, statistics, rows);
        }
        if (known != null && known.metric() == Metric.ROOT_MEAN_SQUARED_ERROR && !rows.isGrouped()) {
            Found square = ofLosses(gate, SQUARE, statistics, rows);
            return square.limits() == null ? square : new Found(new Limits.Root(square.limits()), null, null);
        }
        Estimated estimate = get(statistics.estimates(), key);
        if (estimate == null) {
            return ofSamples(gate, get(statistics.replicates(), key), rows);
        }
        if (rows.isGrouped()) {
            return ofGroups(gate, get(statistics.pivots(), key), estimate, rows);
        }
        return DeLong.METHOD.equals(estimate.method())
                ? ofArea(gate, estimate, get(statistics.placements(), key), rows)
                : found(new Limits.Estimates(Estimate.of(estimate)), gate, rows);
    }

    private static Found ofLosses(Gate gate, CatalogueKey key, Statistics statistics, Rows rows) {
        Losses losses = get(statistics.losses(), key.toString());
        Estimated estimate = get(statistics.estimates(), key.toString());
        if (losses != null) {
            return ofLosses(gate, LossLimits.of(gate, key, losses, estimate));
        }
        return estimate == null ? absent(gate, rows) : missing(old(gate));
    }

    private static Found ofLosses(Gate gate, Found found) {
        return within(found.limits() instanceof MeanLimits.Studentized drawn ? studentized(drawn, gate) : found, gate);
    }

    /** Rows that go together: samples of whole groups, or, of very many groups, the standard error alone. */
    private static Found ofGroups(Gate gate, Replicates pivots, Estimated estimate, Rows rows) {
        if (pivots == null) {
            return rows.statistics().groups().count() > LossStatistics.MOST_GROUPS
                    ? found(new Limits.Estimates(Estimate.of(estimate)), gate, rows)
                    : missing(rows.slice() == null ? old(gate) : notSampled(gate));
        }
        MeanLimits.Studentized limits = MeanLimits.Studentized.ofUnits(pivots, Estimate.of(estimate));
        Found few = found(limits, gate, rows);
        return few.limits() == null ? few : within(studentized(limits, gate), gate);
    }

    /** Rows with weights, or two models' difference on them: by linearised standard errors and samples of rows or groups. */
    private static Found ofWeights(Gate gate, Estimated estimate, Replicates pivots, Replicates samples, Rows rows) {
        CatalogueKey key = gate.catalogueKey().orElse(null);
        boolean paired = gate.versus().isPresent();
        if (estimate == null || key == null) {
            return ofSamples(gate, samples, rows);
        }
        Statistics.Weights weights = rows.statistics().weights();
        Found few = WeightedRows.problem(key, estimate, weights, rows.isGrouped(), paired)
                .map(KnownLimits::undecided)
                .orElse(null);
        if (few != null) {
            return few;
        }
        Proportion counts = rows.counts(key.toString());
        if (!paired && !rows.isGrouped() && counts != null && counts.trials() > 0) {
            return within(new Found(new Limits.Weighted(new WeightedShare(Estimate.of(estimate))), null, null), gate);
        }
        if (WeightedRanking.METHOD.equals(estimate.method())) {
            return ofWeightedArea(gate, Estimate.of(estimate), weights, paired);
        }
        if (pivots != null) {
            MeanLimits.Studentized limits = MeanLimits.Studentized.ofUnits(pivots, Estimate.of(estimate));
            return within(studentized(limits, gate), gate);
        }
        double effective = estimate.degreesOfFreedom() == null ? 0 : estimate.degreesOfFreedom() + 1;
        if (effective > LossStatistics.MOST_GROUPS) {
            Limits limits = new Limits.Estimates(Estimate.of(estimate));
            return limits.isFlat() ? undecided(flat(gate)) : within(new Found(limits, null, null), gate);
        }
        return rows.rows() != null && rows.rows() > LossStatistics.MOST_SAMPLED
                ? undecided(WeightedRows.tooFew(effective, "rows", LossStatistics.MOST_GROUPS))
                : missing(notSampled(gate));
    }

    private static Found ofWeightedArea(Gate gate, Estimate area, Statistics.Weights weights, boolean paired) {
        if (weights.labels() == null || weights.labels().size() != 2) {
            return missing("The evaluation does not say what the rows of both labels count for, which a bound of "
                    + gate.metric() + " needs: validate again.");
        }
        double[] effective = weights.labels().values().stream()
                .mapToDouble(Statistics.OfLabel::effective)
                .toArray();
        Limits limits = paired ? new Limits.Estimates(area) : new AreaLimits(area, effective[0], effective[1], null);
        return limits.isFlat() ? undecided(flat(gate)) : within(new Found(limits, null, null), gate);
    }

    private static Found ofArea(Gate gate, Estimated estimate, Placements placements, Rows rows) {
        Proportion positives = rows.counts(Metric.RECALL.key());
        Proportion negatives = rows.counts(Metric.SPECIFICITY.key());
        if (positives == null || negatives == null) {
            return missing(
                    "The evaluation does not say how many rows are positive (recall, specificity), which a bound of "
                            + gate.metric() + " needs: validate again.");
        }
        boolean few = Math.min(positives.trials(), negatives.trials()) < AreaBounds.FEWEST;
        return few && placements == null
                ? missing(old(gate))
                : found(
                        new AreaLimits(
                                Estimate.of(estimate), positives.trials(), negatives.trials(), few ? placements : null),
                        gate,
                        rows);
    }

    /** Bounds by samples, unless too many of them show no variation. */
    private static Found studentized(MeanLimits.Studentized limits, Gate gate) {
        int all = limits.samples().pivots().length + limits.samples().undefined();
        if (limits.isFlat()) {
            return undecided(flat(gate));
        }
        if (!limits.samples().isEnough()) {
            return undecided("The rows show no variation of " + gate.metric() + " in "
                    + Figures.count(limits.samples().undefined()) + " of " + Figures.count(all)
                    + " samples of them, too many for a bound: nearly all are alike.");
        }
        Found few = tooFewBeyond(gate, limits.samples().pivots().length);
        return few == null ? new Found(limits, null, null) : few;
    }

    private static String old(Gate gate) {
        return "The evaluation keeps a standard error of " + gate.metric()
                + " alone, as older versions did, by which bad models pass too often: validate again.";
    }

    /** Bounds of the difference of two models. */
    static Found ofDifference(Gate gate, Compared compared, Rows rows) {
        PairCounts pairs = compared.pairs();
        if (pairs != null && pairs.rows() > 0) {
            return found(
                    new Limits.Pairs(new PairedProportions(
                            pairs.bothRight(), pairs.onlyCandidate(), pairs.onlyBaseline(), pairs.bothWrong())),
                    gate,
                    rows);
        }
        String squares = Squares.problem(gate, rows).orElse(null);
        if (squares != null) {
            return undecided(squares);
        }
        Estimated difference = compared.difference();
        if (rows.isWeighted()) {
            return ofWeights(gate, difference, compared.pivots(), compared.replicates(), rows);
        }
        CatalogueKey known = gate.catalogueKey().orElse(null);
        if (known != null && known.isMeanLoss() && !rows.isGrouped()) {
            if (compared.losses() != null) {
                return ofLosses(gate, LossLimits.of(gate, known, compared.losses(), difference));
            }
            return difference == null ? absent(gate, rows) : missing(old(gate));
        }
        if (difference == null) {
            return ofSamples(gate, compared.replicates(), rows);
        }
        return rows.isGrouped()
                ? ofGroups(gate, compared.pivots(), difference, rows)
                : found(new Limits.Estimates(Estimate.of(difference)), gate, rows);
    }

    private static Found ofSamples(Gate gate, Replicates samples, Rows rows) {
        if (samples == null) {
            return absent(gate, rows);
        }
        int all = samples.values().length + samples.undefined();
        if (samples.values().length == 0 || samples.undefined() > all * PairedBootstrap.MOST_UNDEFINED) {
            return undecided(gate.metric() + " has no value in " + Figures.count(samples.undefined()) + " of "
                    + Figures.count(all)
                    + " bootstrap samples, too many for a bound: the rows of a class are too few.");
        }
        Found few = tooFewBeyond(gate, samples.values().length);
        if (few != null) {
            return few;
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

    /** Why so many samples have no bound at the gate's confidence; null when they have. */
    private static Found tooFewBeyond(Gate gate, int samples) {
        // Of 2,000 samples, 10 are beyond a bound at 99.5 %, as it is written.
        return samples * (1 - gate.decision().confidence()) >= FEWEST_BEYOND
                ? null
                : undecided(Figures.count(samples) + " bootstrap samples are too few for a bound at "
                        + Figures.percent(gate.decision().confidence()) + "; "
                        + Figures.percent(1 - (double) FEWEST_BEYOND / samples) + " is the most.");
    }

    private static Found absent(Gate gate, Rows rows) {
        CatalogueKey key = gate.catalogueKey().orElse(null);
        if (gate.key() instanceof ForeignKey || key != null && key.metric().family() == Metric.Family.RUNTIME) {
            return missing(gate.metric() + " comes without statistics, so no bound follows. Decide by point.");
        }
        if (key != null && key.hasStandardError(rows.isGrouped())) {
            return undecided("Too few rows count for " + gate.metric() + " to know how far off it may be.");
        }
        return missing(notSampled(gate));
    }

    private static String notSampled(Gate gate) {
        return "The evaluation keeps no bootstrap samples of " + gate.metric() + ", which its bounds need. Give"
                + " validate the spec with this gate, or --bootstrap '" + gate.metric()
                + "' (validate.bootstrap in a spec, bootstrap of mlValidate).";
    }

    private static Found found(Limits limits, Gate gate, Rows rows) {
        if (limits.isFlat()) {
            return undecided(flat(gate));
        }
        return FewRows.problem(limits, gate, rows)
                .map(KnownLimits::undecided)
                .orElseGet(() -> within(new Found(limits, null, null), gate));
    }

    private static String flat(Gate gate) {
        return "The rows show no variation of " + gate.metric()
                + (gate.versus().isPresent() ? "'s difference" : "")
                + ", so that its interval has no width, which proves nothing.";
    }

    /** The same bounds, which don't leave the values that the metric, or a difference of it, can have. */
    private static Found within(Found found, Gate gate) {
        return found.limits() == null
                ? found
                : gate.key()
                        .range()
                        .map(range -> gate.versus().isPresent() ? range.differences() : range)
                        .map(range -> new Found(new Limits.Within(found.limits(), range), null, null))
                        .orElse(found);
    }

    static Found missing(String reason) {
        return new Found(null, Verdict.ERROR, reason);
    }

    static Found undecided(String reason) {
        return new Found(null, Verdict.INCONCLUSIVE, reason);
    }

    private static <T> T get(Map<String, T> map, String key) {
        return map == null ? null : map.get(key);
    }
}
