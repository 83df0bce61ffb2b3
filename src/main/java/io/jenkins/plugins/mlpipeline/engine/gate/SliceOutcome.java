package io.jenkins.plugins.mlpipeline.engine.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;

/**
 * What a gate says about one slice, part of {@code gate.json}.
 *
 * @param slice name of the slice
 * @param rows rows in it
 * @param value the metric's value; null when it has none or was not looked at
 * @param n rows (or positives) behind the value; null when not known
 * @param interval two-sided interval of the value, to show; null when not known
 * @param threshold what the value is compared with; null when that is not known
 * @param baseline the value of the model that is compared with; null when there is none
 * @param verdict what the gate says; null when the slice was left out
 * @param reason one sentence
 * @param evidence what the verdict rests on beside the value; null for nothing
 */
public record SliceOutcome(
        String slice,
        long rows,
        @JsonInclude(JsonInclude.Include.ALWAYS) Double value,
        Long n,
        Interval interval,
        Double threshold,
        Double baseline,
        @JsonInclude(JsonInclude.Include.ALWAYS) Verdict verdict,
        String reason,
        Evidence evidence) {
    public SliceOutcome {
        if (slice == null || reason == null) {
            throw new IllegalArgumentException("a slice of a gate has no name or no reason");
        }
    }

    static SliceOutcome of(Rows rows, Judgement judgement) {
        return new SliceOutcome(
                rows.slice(),
                rows.rows(),
                judgement.measured() == null ? null : judgement.measured().value(),
                judgement.measured() == null ? null : judgement.measured().n(),
                judgement.measured() == null ? null : judgement.measured().interval(),
                judgement.threshold(),
                judgement.baseline(),
                judgement.verdict(),
                judgement.reason(),
                judgement.evidence());
    }

    /** A slice that no value was looked for in. */
    static SliceOutcome unseen(String slice, long rows, Verdict verdict, String reason) {
        return new SliceOutcome(slice, rows, null, null, null, null, null, verdict, reason, null);
    }

    /** Whether the slice was left out. */
    boolean isSkipped() {
        return verdict == null;
    }

    /** The same after a correction for several comparisons. */
    SliceOutcome corrected(double pValue, Verdict other, String why) {
        return new SliceOutcome(
                slice, rows, value, n, interval, threshold, baseline, other, why, evidence.withPValue(pValue));
    }
}
