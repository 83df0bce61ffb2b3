package io.jenkins.plugins.mlpipeline.engine.gate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;

/**
 * One gate and what it says, part of {@code gate.json}.
 *
 * @param id the gate's name, unique in the document
 * @param metric key of the metric with its parameter, as in {@code evaluation.json}
 * @param slice name of the slices that were judged, each for itself; null: all rows together
 * @param comparison {@code >=} or {@code <=}; thresholds are inclusive
 * @param required what is demanded, in short: {@code >= 0.94}, {@code >= baseline - 0.005}
 * @param threshold what the value is compared with; null when that is not known, as without a baseline
 * @param value the metric's value; null when it has none
 * @param n rows (or positives) behind the value; null when not known
 * @param interval two-sided interval of the value, to show; null when not known
 * @param baseline the value of the model that is compared with; null when there is none
 * @param verdict what the gate says
 * @param criticality what follows when it does not pass
 * @param onInconclusive what follows when it is inconclusive
 * @param reason one sentence
 * @param description why the gate is there, in its author's words; null when not given
 * @param evidence what the verdict rests on beside the value; null for nothing
 * @param slices what the gate says about each slice; null when all rows were judged together
 */
public record GateOutcome(
        String id,
        String metric,
        String slice,
        String comparison,
        String required,
        @JsonInclude(JsonInclude.Include.ALWAYS) Double threshold,
        @JsonInclude(JsonInclude.Include.ALWAYS) Double value,
        Long n,
        Interval interval,
        Double baseline,
        Verdict verdict,
        Criticality criticality,
        OnInconclusive onInconclusive,
        String reason,
        String description,
        Evidence evidence,
        List<SliceOutcome> slices) {
    public GateOutcome {
        require(id, "id");
        require(metric, "metric");
        require(comparison, "comparison");
        require(required == null ? threshold : required, "required");
        required = required == null ? comparison + " " + Figures.plain(threshold) : required;
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
                null,
                threshold,
                value,
                null,
                null,
                null,
                verdict,
                Criticality.FAILURE,
                OnInconclusive.UNSTABLE,
                reason,
                null,
                null,
                null);
    }

    /** Why a policy's gate says nothing about an evaluation that was not recorded here. */
    private static final String UNTRUSTED =
            "The evaluation was not recorded by mlValidate of this controller but read from a file, which anybody who writes to"
                    + " the workspace can make up. Validate with mlValidate, or let an administrator set"
                    + " allowWorkspaceEvaluations.";

    /** The same gate, undecided because nobody vouches for the evaluation. */
    GateOutcome untrusted() {
        return new GateOutcome(
                id,
                metric,
                slice,
                comparison,
                required,
                threshold,
                value,
                n,
                interval,
                baseline,
                Verdict.INCONCLUSIVE,
                criticality,
                onInconclusive,
                UNTRUSTED,
                description,
                evidence,
                slices);
    }

    /** Whether it is undecided because nobody vouches for the evaluation. */
    @JsonIgnore
    public boolean isUntrusted() {
        return verdict == Verdict.INCONCLUSIVE && UNTRUSTED.equals(reason);
    }

    private static void require(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("a gate has no " + name);
        }
    }
}
