package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/**
 * A line of the table of gates.
 *
 * @param id of the gate
 * @param icon beside the verdict
 * @param verdict of the gate
 * @param value as people read it; a dash when there is none
 * @param demanded for example {@code >= 0.94}
 * @param criticality what follows when it does not pass
 * @param reason one sentence
 */
public record GateRow(
        String id, String icon, String verdict, String value, String demanded, String criticality, String reason) {
    static GateRow of(GateOutcome gate) {
        return new GateRow(
                gate.id(),
                VerdictIcon.of(gate.verdict()),
                gate.verdict().name(),
                value(gate),
                gate.required(),
                gate.criticality().consequence(),
                gate.reason());
    }

    private static String value(GateOutcome gate) {
        if (gate.value() == null) {
            return "-";
        }
        return gate.threshold() == null
                ? Figures.rounded(gate.value())
                : Figures.beside(gate.value(), gate.threshold());
    }
}
