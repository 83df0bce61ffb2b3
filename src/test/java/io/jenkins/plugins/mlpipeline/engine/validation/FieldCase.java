package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A model as people's exporters write it, faults included, and what its own tool says; see model_fixtures_field.py. */
record FieldCase(String name, JsonNode json) {
    static FieldCase of(String name) {
        try {
            return new FieldCase(name, Json.readTree(file(name + ".json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path file(String name) {
        try {
            return Path.of(FieldCase.class.getResource("../model/field").toURI())
                    .resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path model() {
        return file(name + ".onnx");
    }

    Path data() {
        Path own = file(json.path("data").asText());
        return Files.exists(own) ? own : ForeignCase.file(json.path("data").asText());
    }

    ValidationRequest request() {
        JsonNode said = json.path("request");
        List<String> labels = new ArrayList<>();
        said.path("labels").forEach(label -> labels.add(label.asText()));
        return ValidationRequest.of(model(), data(), json.path("label").asText())
                .with(new TargetOptions(
                        null,
                        labels,
                        said.has("posLabel") ? said.path("posLabel").asText() : null))
                .with(said.has("scores") ? ScoreKind.of(said.path("scores").asText()) : null, null);
    }

    Evaluation run(UnaryOperator<ValidationRequest> options) throws IOException {
        return Trial.run(options.apply(request()));
    }

    /** The message, with the model and the data named MODEL and FILE. */
    String mistake(UnaryOperator<ValidationRequest> options) throws IOException {
        try {
            run(options);
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage().replace(data().toString(), "FILE").replace(model().toString(), "MODEL");
        }
    }

    /** What the model's own tool says. */
    double expected(String key) {
        if (!json.path("expected").has(key)) {
            throw new IllegalArgumentException(name + " has no " + key);
        }
        return json.path("expected").path(key).asDouble();
    }
}
