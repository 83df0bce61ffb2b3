package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.SliceOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A case of a JUnit suite.
 *
 * @param name what was asked
 * @param element that says how it ended; null when it passed
 * @param type the verdict
 * @param reason one sentence
 */
record JunitCase(String name, String element, String type, String reason) {
    /** A case for each gate, or for each slice of a gate. */
    static List<JunitCase> of(List<GateOutcome> gates) {
        List<JunitCase> cases = new ArrayList<>();
        for (GateOutcome gate : gates) {
            String name = gate.id() + ": " + gate.metric() + " " + gate.required();
            if (gate.slices() == null || gate.slices().isEmpty()) {
                cases.add(of(name, gate.verdict(), gate, gate.reason()));
                continue;
            }
            for (SliceOutcome slice : gate.slices()) {
                cases.add(of(name + " [" + slice.slice() + "]", slice.verdict(), gate, slice.reason()));
            }
            if (gate.slices().stream().allMatch(slice -> slice.verdict() == null)) {
                cases.add(of(name, gate.verdict(), gate, gate.reason()));
            }
        }
        return cases;
    }

    private static JunitCase of(String name, Verdict verdict, GateOutcome gate, String reason) {
        if (verdict == null) {
            return new JunitCase(name, "skipped", "SKIPPED", "Left out: " + reason);
        }
        if (verdict == Verdict.PASS) {
            return new JunitCase(name, null, verdict.name(), reason);
        }
        if (gate.criticality() == Criticality.NOTE && verdict != Verdict.ERROR) {
            return new JunitCase(name, "skipped", verdict.name(), "Noted, without consequence: " + reason);
        }
        return new JunitCase(name, verdict == Verdict.FAIL ? "failure" : "error", verdict.name(), reason);
    }
}
