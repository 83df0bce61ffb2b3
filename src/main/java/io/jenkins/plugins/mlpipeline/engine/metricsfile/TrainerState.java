package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code trainer_state.json} of a checkpoint of Hugging Face's Trainer. */
final class TrainerState implements ToolFormat {
    @Override
    public Optional<Taken> read(JsonNode document) {
        JsonNode log = document.path("log_history");
        if (!log.isArray() || !document.has("global_step")) {
            return Optional.empty();
        }
        ObjectNode last = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : log) {
            entry.properties().forEach(value -> last.set(value.getKey(), value.getValue()));
        }
        return Optional.of(new Taken(
                last,
                "taken for the trainer_state.json of Hugging Face's Trainer: of each metric the last entry of log_history"
                        + " counts, which need not be the checkpoint's"));
    }
}
