package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as far as sizes are about it. Field numbers are those of onnx.proto3.
 *
 * @param constants by name
 * @param inputs names, in order
 * @param outputs names, in order
 */
record SizedGraph(List<Node> nodes, Map<String, SizedValue> constants, List<String> inputs, List<String> outputs) {
    /** An operator; an input that is left out has an empty name. */
    record Node(
            String operator,
            String domain,
            List<String> inputs,
            List<String> outputs,
            Map<String, Attribute> attributes) {
        Attribute attribute(String name) {
            return attributes.getOrDefault(name, Attribute.NONE);
        }

        boolean has(String name) {
            return attributes.containsKey(name);
        }

        long integer(String name, long standard) {
            return has(name) ? attribute(name).integer() : standard;
        }
    }

    /**
     * An attribute; what it is not is 0, empty or null.
     *
     * @param numbers a list of integers or of floats
     */
    record Attribute(long integer, double number, String text, double[] numbers, SizedValue tensor, SizedGraph graph) {
        static final Attribute NONE = new Attribute(0, 0, "", new double[0], null, null);
    }

    /** The main graph of a file that {@link OnnxReader} accepted. */
    static SizedGraph of(ModelFile file) {
        SizedGraph graph = new SizedGraph(List.of(), Map.of(), List.of(), List.of());
        ProtobufReader wire = new ProtobufReader(file.bytes(), 0, file.bytes().length);
        while (wire.next()) {
            if (wire.field() == 7) {
                graph = read(wire.message());
            }
        }
        return graph;
    }

    private static SizedGraph read(ProtobufReader wire) {
        SizedGraph graph = new SizedGraph(new ArrayList<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> graph.nodes.add(node(wire.message()));
                case 5 -> {
                    SizedTensor tensor = SizedTensor.read(wire.message());
                    graph.constants.put(tensor.name(), tensor.value());
                }
                case 11 -> graph.inputs.add(name(wire.message()));
                case 12 -> graph.outputs.add(name(wire.message()));
                default -> {}
            }
        }
        return graph;
    }

    private static String name(ProtobufReader wire) {
        String name = "";
        while (wire.next()) {
            if (wire.field() == 1) {
                name = wire.text();
            }
        }
        return name;
    }

    private static Node node(ProtobufReader wire) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        Map<String, Attribute> attributes = new HashMap<>();
        String operator = "";
        String domain = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> in.add(wire.text());
                case 2 -> out.add(wire.text());
                case 4 -> operator = wire.text();
                case 5 -> attribute(wire.message(), attributes);
                case 7 -> domain = wire.text();
                default -> {}
            }
        }
        return new Node(operator, domain, in, out, attributes);
    }

    private static void attribute(ProtobufReader wire, Map<String, Attribute> into) {
        String name = "";
        long integer = 0;
        double number = 0;
        String text = "";
        Numbers numbers = new Numbers();
        SizedValue tensor = null;
        SizedGraph graph = null;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> number = wire.real();
                case 3 -> integer = wire.integer();
                case 4 -> text = wire.text();
                case 5 -> tensor = SizedTensor.read(wire.message()).value();
                case 6 -> graph = read(wire.message());
                case 7 -> numbers.reals(wire);
                case 8 -> numbers.integers(wire);
                default -> {}
            }
        }
        into.put(name, new Attribute(integer, number, text, numbers.all(), tensor, graph));
    }

    /** Numbers of a list, the first {@link SizedValue#MOST_NUMBERS} and one. */
    static final class Numbers {
        private final List<Double> numbers = new ArrayList<>();

        /** The current field: one integer, or packed ones. */
        void integers(ProtobufReader wire) {
            if (!wire.isLong()) {
                add(wire.integer());
                return;
            }
            ProtobufReader packed = wire.message();
            while (packed.remaining() > 0 && isWanted()) {
                add(packed.packedInteger());
            }
        }

        /** The current field: one 32-bit floating point number, or packed ones. */
        void reals(ProtobufReader wire) {
            if (!wire.isLong()) {
                add(wire.real());
                return;
            }
            ProtobufReader packed = wire.message();
            while (packed.remaining() > 0 && isWanted()) {
                add(packed.packedReal());
            }
        }

        void add(double number) {
            if (isWanted()) {
                numbers.add(number);
            }
        }

        boolean isWanted() {
            return numbers.size() <= SizedValue.MOST_NUMBERS;
        }

        double[] all() {
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
