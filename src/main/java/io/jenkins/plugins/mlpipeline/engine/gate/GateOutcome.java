package io.jenkins.plugins.mlpipeline.engine.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;

/**
 * One gate and what it says, part of {@code gate.json}.
 *
 * @param id the gate's name, unique in the document
 * @param metric key of the metric with its parameter, as in {@code evaluation.json}
 * @param slice the rows that were judged; null: all
 * @param comparison {@code >=} or {@code <=}; thresholds are inclusive
 * @param threshold what the value is compared with
 * @param value the metric's value; null when it has none
 * @param n rows (or positives) behind the value; null when not known
 * @param interval two-sided interval of the value, to show; null when not known
 * @param baseline null until gates compare with a baseline
 * @param verdict what the gate says
 * @param criticality what follows when it does not pass
 * @param onInconclusive what follows when it is inconclusive
 * @param reason one sentence
 * @param description why the gate is there, in its author's words; null when not given
 */
public record GateOutcome(
        String id,
        String metric,
        String slice,
        String comparison,
        double threshold,
        @JsonInclude(JsonInclude.Include.ALWAYS) Double value,
        Long n,
        Interval interval,
        Double baseline,
        Verdict verdict,
        Criticality criticality,
        OnInconclusive onInconclusive,
        String reason,
        String description) {
    public GateOutcome {
        require(id, "id");
        require(metric, "metric");
        require(comparison, "comparison");
        require(verdict, "verdict");
        require(criticality, "criticality");
        require(reason, "reason");
        onInconclusive = onInconclusive == null ? OnInconclusive.UNSTABLE : onInconclusive;
    }

    /** What a rule that is no gate of the spec says; its criticality is FAILURE. */
    public static GateOutcome ofRule(
            String id,
            String metric,
            String comparison,
            double threshold,
            Double value,
            Verdict verdict,
            String reason) {
        return new GateOutcome(
                id,
                metric,
                null,
                comparison,
                threshold,
                value,
                null,
                null,
                null,
                verdict,
                Criticality.FAILURE,
                OnInconclusive.UNSTABLE,
                reason,
                null);
    }

    private static void require(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("a gate has no " + name);
        }
    }
}
