package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code all_results.json}, {@code eval_results.json} and the like of Hugging Face's {@code Trainer.save_metrics}. */
final class HuggingFaceResults implements ToolFormat {
    private static final Pattern SPEED = Pattern.compile("(eval|train|test|predict)_(runtime|samples_per_second)");

    @Override
    public Optional<Taken> read(JsonNode document) {
        boolean measuredSpeed = false;
        for (var entry : document.properties()) {
            if (entry.getValue().isContainerNode()) {
                return Optional.empty();
            }
            measuredSpeed |= SPEED.matcher(entry.getKey()).matches();
        }
        return measuredSpeed
                ? Optional.of(new Taken(document, "taken for results of Hugging Face's Trainer"))
                : Optional.empty();
    }
}
