package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.gate.Decide;
import io.jenkins.plugins.mlpipeline.engine.gate.Demand;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What gates are called to which nobody gave a name: the metric, and what is asked of it where another gate of the same list
 * asks the metric something else.
 */
final class GateIds {
    private static final String JOINED = "-";

    private GateIds() {}

    static String of(MetricKey metric) {
        return metric.toString();
    }

    /** The gates, each further question about a metric with an id of its own; the same question twice keeps one id. */
    static List<Gate> apart(List<Gate> gates) {
        Set<String> asked = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<Gate> apart = new ArrayList<>();
        for (Gate gate : gates) {
            boolean unnamed = gate.id().equals(of(gate.key()));
            boolean another = asked.add(gate.key() + " " + question(gate));
            Gate named = unnamed && another && ids.contains(gate.id()) ? named(gate) : gate;
            ids.add(named.id());
            apart.add(named);
        }
        return apart;
    }

    private static Gate named(Gate gate) {
        return new Gate(
                of(gate.key()) + JOINED + question(gate),
                gate.key(),
                gate.demand(),
                gate.decision(),
                gate.slice(),
                gate.criticality(),
                gate.onInconclusive(),
                gate.description());
    }

    private static String question(Gate gate) {
        List<String> parts = new ArrayList<>();
        if (gate.slice().isSliced()) {
            parts.add(gate.slice().name());
        }
        if (gate.demand() instanceof Demand.Relative relative) {
            parts.add(relative.versus().key());
        }
        if (gate.decision().decide() != Decide.POINT || parts.isEmpty()) {
            parts.add(gate.decision().decide().key());
        }
        return String.join(JOINED, parts);
    }
}
