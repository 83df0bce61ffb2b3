package io.jenkins.plugins.mlpipeline.steps.gate;

import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What {@code mlGate} returns: plain maps, for {@code script} and {@code when} blocks. */
@Restricted(NoExternalUse.class)
public final class GateAnswer {
    private GateAnswer() {}

    /** The result of the step. */
    public static Map<String, Object> of(String id, GateResult result) {
        List<Map<String, Object>> gates = new ArrayList<>();
        for (GateOutcome gate : result.gates()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", gate.id());
            one.put("verdict", gate.verdict().name());
            one.put("value", gate.value());
            one.put("threshold", gate.threshold());
            one.put("reason", gate.reason());
            gates.add(one);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("verdict", result.verdict().name());
        answer.put("passed", result.verdict() == Verdict.PASS);
        answer.put("approved", result.override() != null);
        answer.put("gates", gates);
        answer.put(
                "source",
                result.origin() == null ? null : result.origin().source().key());
        answer.put("unchanged", Boolean.TRUE.equals(result.unchanged()));
        return answer;
    }
}
