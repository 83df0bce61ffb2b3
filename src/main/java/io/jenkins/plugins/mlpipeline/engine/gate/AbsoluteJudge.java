package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Planning;
import java.util.OptionalDouble;

/**
 * Judges a metric by a threshold. By the value it passes or fails. By bounds it passes when the bound on the bad side meets
 * the threshold, fails when the one on the good side misses it, and can't be told in between.
 */
final class AbsoluteJudge {
    private AbsoluteJudge() {}

    static Judgement judge(Gate gate, Demand.Absolute demand, MetricValue measured, Rows rows) {
        double threshold = demand.threshold();
        if (gate.decision().decide() == Decide.POINT) {
            return byValue(gate, threshold, measured);
        }
        if (measured.n() != null && measured.n() == 0) {
            return judged(Verdict.INCONCLUSIVE, Reasons.noRows(gate, measured, threshold), measured, threshold, null);
        }
        KnownLimits.Found found = KnownLimits.ofValue(gate, rows);
        if (found.limits() == null) {
            return judged(found.verdict(), found.reason(), measured, threshold, null);
        }
        return byBounds(gate, threshold, measured, found.limits(), rows);
    }

    private static Judgement byValue(Gate gate, double threshold, MetricValue measured) {
        if (!meets(gate, measured.value(), threshold)) {
            return judged(Verdict.FAIL, Reasons.notMet(gate, measured, threshold), measured, threshold, null);
        }
        if (measured.n() != null && measured.n() == 0) {
            return judged(Verdict.INCONCLUSIVE, Reasons.noRows(gate, measured, threshold), measured, threshold, null);
        }
        return judged(Verdict.PASS, Reasons.met(gate, measured, threshold), measured, threshold, null);
    }

    private static Judgement byBounds(Gate gate, double threshold, MetricValue measured, Limits limits, Rows rows) {
        double confidence = gate.decision().confidence();
        double lower = limits.lower(confidence);
        double upper = limits.upper(confidence);
        boolean higher = gate.direction() == Direction.HIGHER;
        Verdict verdict = meets(gate, higher ? lower : upper, threshold)
                ? Verdict.PASS
                : meets(gate, higher ? upper : lower, threshold) ? Verdict.INCONCLUSIVE : Verdict.FAIL;
        OptionalDouble certifying = certifying(gate, threshold, measured, limits, rows);
        Limits.Drawn samples = limits.drawn();
        Evidence evidence = new Evidence(
                gate.decision().decide(),
                confidence,
                limits.method(),
                lower,
                upper,
                null,
                null,
                null,
                null,
                null,
                certifying.isPresent() ? certifying.getAsDouble() : null,
                null,
                samples == null ? null : samples.seed(),
                samples == null ? null : samples.undefined(),
                verdict == Verdict.INCONCLUSIVE ? moreRows(gate, threshold, measured, limits, rows) : null);
        return judged(
                verdict,
                BoundReasons.ofValue(gate, threshold, measured, evidence, verdict),
                measured,
                threshold,
                evidence);
    }

    private static MoreRows moreRows(Gate gate, double threshold, MetricValue measured, Limits limits, Rows rows) {
        double confidence = gate.decision().confidence();
        double value = measured.value();
        return (gate.direction() == Direction.HIGHER
                        ? MoreRows.of(value - threshold, value - limits.lower(confidence), limits.standardError(), rows)
                        : MoreRows.of(
                                threshold - value, limits.upper(confidence) - value, limits.standardError(), rows))
                .orElse(null);
    }

    /** The observed value that would have met the threshold by its bound; empty when none can. */
    private static OptionalDouble certifying(
            Gate gate, double threshold, MetricValue measured, Limits limits, Rows rows) {
        double confidence = gate.decision().confidence();
        Proportion counts = rows.counts(gate.metric());
        if (limits.kind() instanceof Limits.Share share && counts != null) {
            return share.exact()
                    ? Planning.certifyingValueExact(threshold, counts.trials(), confidence)
                    : Planning.certifyingValue(threshold, counts.trials(), confidence);
        }
        // The bound stays as far from the value as it is now.
        double at = gate.direction() == Direction.HIGHER
                ? threshold + measured.value() - limits.lower(confidence)
                : threshold - (limits.upper(confidence) - measured.value());
        return gate.key().range().map(range -> range.contains(at)).orElse(true)
                ? OptionalDouble.of(at)
                : OptionalDouble.empty();
    }

    private static boolean meets(Gate gate, double value, double threshold) {
        return gate.direction() == Direction.HIGHER ? value >= threshold : value <= threshold;
    }

    private static Judgement judged(
            Verdict verdict, String reason, MetricValue measured, double threshold, Evidence evidence) {
        return new Judgement(verdict, reason, measured, threshold, null, evidence);
    }
}
