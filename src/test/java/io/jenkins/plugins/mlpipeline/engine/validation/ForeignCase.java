package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A model that another tool exported, rows, and what Python says about them; see src/test/python/model_fixtures.py. */
record ForeignCase(String name, JsonNode expected) {
    static Stream<ForeignCase> all() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".onnx"))
                    .map(f -> of(f.substring(0, f.length() - ".onnx".length())))
                    .sorted((a, b) -> a.name.compareTo(b.name))
                    .toList()
                    .stream();
        }
    }

    static ForeignCase of(String name) {
        try {
            return new ForeignCase(name, Json.readTree(file(name + ".json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path folder() {
        try {
            return Path.of(ForeignCase.class.getResource("../model/foreign").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path file(String name) {
        return folder().resolve(name);
    }

    ValidationRequest request() {
        JsonNode said = expected.path("request");
        List<String> labels = new ArrayList<>();
        said.path("labels").forEach(l -> labels.add(l.asText()));
        return ValidationRequest.of(
                        file(name + ".onnx"),
                        file(expected.path("data").asText()),
                        expected.path("label").asText())
                .with(new TargetOptions(
                        said.has("task") ? Task.of(said.path("task").asText()) : null,
                        labels,
                        said.has("posLabel") ? said.path("posLabel").asText() : null))
                .with(said.has("scores") ? ScoreKind.of(said.path("scores").asText()) : null, null);
    }

    @Override
    public String toString() {
        return name;
    }
}
