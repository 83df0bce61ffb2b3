package io.jenkins.plugins.mlpipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a training leaves that may change together with the metrics of its model. */
public final class TrainingFacts {
    private TrainingFacts() {}

    /** @param training {@code training.json} of an agent, of whatever shape */
    public static Map<String, String> of(JsonNode training) {
        Map<String, String> facts = new LinkedHashMap<>();
        JsonNode digest = training.path("data").path("sha256");
        if (digest.isTextual()) {
            facts.put("training data", digest.textValue());
        }
        training.path("hyperparameters").properties().forEach(each -> {
            if (each.getValue().isValueNode()) {
                facts.put(each.getKey(), each.getValue().asText());
            }
        });
        return facts;
    }
}
