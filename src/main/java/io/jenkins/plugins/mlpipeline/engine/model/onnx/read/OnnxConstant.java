package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is read of a constant tensor.
 *
 * @param isExternal whether its values lie in another file
 * @param type ONNX' number of its element type
 * @param elements number of its elements by its shape; -1 when the shape is none
 * @param labels its values in canonical form when they are integers or texts and not too many; else empty
 */
record OnnxConstant(String name, boolean isExternal, long type, long elements, List<String> labels) {
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int STRING = 8;
    private static final int MAX_LABEL_BYTES = 1 << 20;

    static OnnxConstant read(ProtobufReader wire) {
        ProtobufReader values = wire.copy();
        String name = "";
        boolean external = false;
        long type = 0;
        long elements = 1;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 ->
                    elements = wire.isLong() ? product(elements, wire.message()) : times(elements, wire.integer());
                case 2 -> type = wire.integer();
                case 8 -> name = wire.text();
                case 13 -> external = true;
                case 14 -> external |= wire.integer() != 0;
                default -> {}
            }
        }
        boolean wanted = (type == INT32 || type == INT64 || type == STRING) && values.remaining() <= MAX_LABEL_BYTES;
        return new OnnxConstant(name, external, type, elements, wanted ? labels(values, type) : List.of());
    }

    private static long product(long elements, ProtobufReader packed) {
        long product = elements;
        while (packed.remaining() > 0) {
            product = times(product, packed.packedInteger());
        }
        return product;
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
