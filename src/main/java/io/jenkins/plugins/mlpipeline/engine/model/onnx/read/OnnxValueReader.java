package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.ArrayList;
import java.util.List;

/** Reads the declarations of inputs and outputs. */
final class OnnxValueReader {
    /** ONNX' own names of element types, by code. */
    private static final List<String> TYPES = List.of(
            "undefined",
            "float",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "int32",
            "int64",
            "string",
            "bool",
            "float16",
            "double",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "bfloat16");

    private static final int MOST_DIMENSIONS = 100;

    /** The type of a value while it is read. */
    private static final class Type {
        private OnnxValue.Form form = OnnxValue.Form.OTHER;
        private String name = "value without a type";
        private int element;
        private List<Long> shape;
    }

    private int element;
    private String description = "";

    /** What the file says in words of the value read last; empty when nothing. */
    String description() {
        return description;
    }

    /** The number of the element type that the value read last has; 0 when it is no tensor. */
    int element() {
        return element;
    }

    OnnxValue value(ProtobufReader wire) {
        String name = "";
        Type type = new Type();
        description = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> type(wire.message(), type);
                case 3 -> description = wire.textUpTo(FeatureNames.LONGEST);
                default -> {}
            }
        }
        element = type.element;
        boolean tensor = type.form == OnnxValue.Form.TENSOR;
        return new OnnxValue(
                name, type.form, tensor ? ElementKind.of(type.element) : ElementKind.OTHER, type.name, type.shape);
    }

    private void type(ProtobufReader wire, Type type) {
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> tensor(wire.message(), type);
                case 4 -> sequence(wire.message(), type);
                case 5 -> type.name = "map";
                case 8 -> type.name = "sparse tensor";
                case 9 -> type.name = "optional";
                default -> {}
            }
        }
    }

    private void tensor(ProtobufReader wire, Type type) {
        type.form = OnnxValue.Form.TENSOR;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> type.element = (int) wire.integer();
                case 2 -> type.shape = shape(wire.message());
                default -> {}
            }
        }
        boolean known = type.element >= 0 && type.element < TYPES.size();
        type.name = "tensor(" + (known ? TYPES.get(type.element) : "type " + type.element) + ")";
    }

    private static void sequence(ProtobufReader wire, Type type) {
        type.name = "sequence";
        while (wire.next()) {
            if (wire.field() == 1) {
                ProtobufReader element = wire.message();
                while (element.next()) {
                    if (element.field() == 5) {
                        type.form = OnnxValue.Form.SEQUENCE_OF_MAPS;
                        type.name = "seq(map)";
                    }
                }
            }
        }
    }

    private static List<Long> shape(ProtobufReader wire) {
        List<Long> dimensions = new ArrayList<>();
        while (wire.next()) {
            if (wire.field() == 1 && dimensions.size() < MOST_DIMENSIONS) {
                long size = -1;
                ProtobufReader dimension = wire.message();
                while (dimension.next()) {
                    if (dimension.field() == 1) {
                        size = dimension.integer();
                    }
                }
                dimensions.add(size > 0 ? size : -1L);
            }
        }
        return List.copyOf(dimensions);
    }
}
