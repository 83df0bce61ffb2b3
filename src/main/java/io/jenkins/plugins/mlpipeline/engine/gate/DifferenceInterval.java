package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedProportions;
import java.util.Optional;

/** The two-sided interval of a difference of two models, to show: made as the bounds are that gates take. */
public final class DifferenceInterval {
    private DifferenceInterval() {}

    /**
     * The interval; empty where the evaluation keeps nothing that it follows from, or the rows show no variation.
     *
     * @param metric key as the evaluation has it
     */
    public static Optional<Interval> of(String metric, Compared compared, double confidence) {
        Limits limits = limits(metric, compared);
        return limits == null || limits.isFlat() ? Optional.empty() : Optional.of(limits.interval(confidence));
    }

    private static Limits limits(String metric, Compared compared) {
        PairCounts pairs = compared.pairs();
        if (pairs != null && pairs.rows() > 0) {
            return new Limits.Pairs(new PairedProportions(
                    pairs.bothRight(), pairs.onlyCandidate(), pairs.onlyBaseline(), pairs.bothWrong()));
        }
        if (compared.difference() != null) {
            return ofDifference(metric, compared);
        }
        return compared.replicates() == null || compared.replicates().values().length == 0
                ? null
                : Limits.Samples.of(compared.replicates());
    }

    private static Limits ofDifference(String metric, Compared compared) {
        Estimate difference = Estimate.of(compared.difference());
        if (compared.pivots() != null && compared.pivots().values().length > 0) {
            return MeanLimits.Studentized.ofUnits(compared.pivots(), difference);
        }
        CatalogueKey key = MetricKey.known(metric).orElse(null) instanceof CatalogueKey known ? known : null;
        return compared.losses() == null || key == null
                ? new Limits.Estimates(difference)
                : LossLimits.ofDifferences(key, compared.losses(), compared.difference());
    }
}
