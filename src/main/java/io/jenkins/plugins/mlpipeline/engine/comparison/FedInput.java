package io.jenkins.plugins.mlpipeline.engine.comparison;

import java.util.List;

/**
 * An input of a model, and what it was fed.
 *
 * @param name the model's name of it
 * @param datatype what it takes, in the words of the Open Inference Protocol: {@code FP32}, {@code INT64}, {@code BYTES}; null where
 *     cells were sent as they are written
 * @param columns the data's columns, in the order in which it takes them
 * @param missingIsEmpty whether a missing text is the empty text; else texts are as they are written
 */
public record FedInput(String name, String datatype, List<String> columns, Boolean missingIsEmpty) {
    /** The datatype of texts. */
    public static final String TEXTS = "BYTES";

    public FedInput {
        columns = List.copyOf(columns);
    }
}
