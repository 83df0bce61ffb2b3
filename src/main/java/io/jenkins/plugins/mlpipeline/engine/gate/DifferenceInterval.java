package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import java.util.Optional;

/** The two-sided interval of a difference of two models, to show. */
public final class DifferenceInterval {
    private DifferenceInterval() {}

    /** The interval; empty where the evaluation keeps nothing that it follows from, or the rows show no variation. */
    public static Optional<Interval> of(Compared compared, double confidence) {
        Limits limits = KnownLimits.ofPairs(compared);
        if (limits == null
                && compared.replicates() != null
                && compared.replicates().values().length > 0) {
            limits = Limits.Samples.of(compared.replicates());
        }
        return limits == null || limits.isFlat() ? Optional.empty() : Optional.of(limits.interval(confidence));
    }
}
