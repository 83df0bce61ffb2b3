package io.jenkins.plugins.mlpipeline.approval;

import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an approval is about: this model, judged by these gates on these rows. What a person let pass under one set of gates is
 * not let pass under another.
 *
 * @param id name of the model within builds
 * @param digest {@code sha256:<hex>} of the model or image that was judged
 * @param gates {@code sha256:<hex>} of what was demanded
 * @param data {@code sha256:<hex>} of the test set; null where another tool's metrics name none
 */
record Matter(String id, String digest, String gates, String data) {
    /** What a verdict is about; its digest is null when it is bound to nothing. */
    static Matter of(String id, GateResult gate) {
        List<Map<String, Object>> demands =
                gate.gates().stream().map(Matter::demand).toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("gates", demands);
        all.put("policy", gate.policy() == null ? List.of() : gate.policy().gates());
        return new Matter(
                id,
                gate.digest(),
                Digest.ofText(Json.write(all)),
                gate.data() == null ? null : gate.data().sha256());
    }

    private static Map<String, Object> demand(GateOutcome gate) {
        Map<String, Object> demand = new LinkedHashMap<>();
        demand.put("id", gate.id());
        demand.put("metric", gate.metric());
        demand.put("slice", gate.slice());
        demand.put("required", gate.required());
        demand.put("decide", gate.evidence() == null ? null : gate.evidence().decide());
        demand.put(
                "confidence", gate.evidence() == null ? null : gate.evidence().confidence());
        demand.put("criticality", gate.criticality());
        demand.put("onInconclusive", gate.onInconclusive());
        return demand;
    }
}
