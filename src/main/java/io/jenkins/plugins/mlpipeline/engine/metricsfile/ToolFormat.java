package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The form in which one tool writes metrics, recognised by what only that tool writes. */
@FunctionalInterface
interface ToolFormat {
    /** In the order in which they are tried. No file is of two of them. */
    List<ToolFormat> ALL = List.of(
            new ClassificationReport(),
            new MlflowRun(),
            new DvcMetrics(),
            new EvidentlyReport(),
            new TrainerState(),
            new HuggingFaceResults(),
            new TrainingHistory());

    /**
     * What a document of the tool says.
     *
     * @param metrics an object of numbers, nested or not
     * @param sentence what the file was taken for, and what of it counts
     */
    record Taken(JsonNode metrics, String sentence) {}

    /** Reads a document; empty when it is not of this tool. */
    Optional<Taken> read(JsonNode document);

    /** Reads a document of any tool that is known; empty when it is of none. */
    static Optional<Taken> recognise(JsonNode document) {
        return document.isObject()
                ? ALL.stream().flatMap(format -> format.read(document).stream()).findFirst()
                : Optional.empty();
    }
}
