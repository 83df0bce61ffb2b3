package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is read of a constant tensor.
 *
 * @param place where its values lie in another file; null when they don't
 * @param type ONNX' number of its element type
 * @param shape its dimensions; cut off when they are very many
 * @param elements number of its elements by its shape; -1 when the shape is none
 * @param labels its values in canonical form when they are integers or texts and not too many; else empty
 */
record OnnxConstant(String name, ExternalPlace place, long type, List<Long> shape, long elements, List<String> labels) {
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int STRING = 8;
    private static final int MOST_DIMENSIONS = 100;
    private static final int MAX_LABEL_BYTES = 1 << 20;

    static OnnxConstant read(ProtobufReader wire) {
        ProtobufReader values = wire.copy();
        String name = "";
        ExternalPlace.Reader external = new ExternalPlace.Reader();
        List<Long> shape = new ArrayList<>();
        long type = 0;
        long elements = 1;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 ->
                    elements = wire.isLong()
                            ? product(elements, wire.message(), shape)
                            : dimension(elements, wire.integer(), shape);
                case 2 -> type = wire.integer();
                case 8 -> name = wire.text();
                case 13 -> external.entry(wire.message());
                case 14 -> {
                    if (wire.integer() != 0) {
                        external.external();
                    }
                }
                default -> {}
            }
        }
        boolean wanted = (type == INT32 || type == INT64 || type == STRING) && values.remaining() <= MAX_LABEL_BYTES;
        return new OnnxConstant(
                name, external.place(), type, List.copyOf(shape), elements, wanted ? labels(values, type) : List.of());
    }

    private static long product(long elements, ProtobufReader packed, List<Long> shape) {
        long product = elements;
        while (packed.remaining() > 0) {
            product = dimension(product, packed.packedInteger(), shape);
        }
        return product;
    }

    private static long dimension(long elements, long size, List<Long> shape) {
        if (shape.size() < MOST_DIMENSIONS) {
            shape.add(size);
        }
        return times(elements, size);
    }

    /** -1 when a factor is negative, or the product is larger than any tensor. */
    private static long times(long elements, long dimension) {
        return elements < 0 || dimension < 0 || Math.multiplyHigh(elements, dimension) != 0
                ? -1
                : Math.max(-1, elements * dimension);
    }

    private static List<String> labels(ProtobufReader wire, long type) {
        OnnxAttributeReader.Integers integers = new OnnxAttributeReader.Integers();
        List<String> texts = new ArrayList<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 5, 7 -> integers.add(wire);
                case 6 -> texts.add(Labels.canonical(wire.text()));
                case 9 -> integers.addFixed(wire.message(), type == INT32 ? Integer.BYTES : Long.BYTES);
                default -> {}
            }
        }
        return type == STRING
                ? List.copyOf(texts)
                : Arrays.stream(integers.values()).mapToObj(Labels::canonical).toList();
    }
}
