package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.List;
import java.util.Map;

/**
 * An operator of a graph, with those of its attributes that say something about labels or columns.
 *
 * @param operator its type
 * @param domain its domain, empty for the standard's
 * @param attributes by name
 */
record OnnxNode(
        String operator, String domain, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
    /**
     * An attribute.
     *
     * @param integer a single integer, 0 when there is none
     * @param integers a list of integers; empty when there is none
     * @param texts a list of texts; empty when there is none
     * @param floats number of floats in its list
     */
    record Attribute(long integer, long[] integers, List<String> texts, long floats) {
        /** What is not there. */
        static final Attribute NONE = new Attribute(0, new long[0], List.of(), 0);
    }

    Attribute attribute(String name) {
        return attributes.getOrDefault(name, Attribute.NONE);
    }
}
