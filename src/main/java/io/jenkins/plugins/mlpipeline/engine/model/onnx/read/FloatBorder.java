package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model at whose border there are 32-bit floats alone: numbers of 16 bits (float16, bfloat16) are cast behind the inputs and
 * before the outputs, and scores that come as one output for each label (skl2onnx writes them with {@code zipmap='columns'}) are
 * put together in the labels' order.
 *
 * <p>Field by field: everything is copied byte for byte but the declarations of those inputs and outputs. Field numbers are those of
 * onnx.proto3.
 *
 * @param bytes the model to run
 * @param fed names under which inputs are fed, by the names that the model declares; those that are not changed are left out
 * @param roles outputs as they are answered
 */
public record FloatBorder(byte[] bytes, Map<String, String> fed, OutputRoles roles) {
    private static final String PREFIX = "ml_pipeline_border_";
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    /**
     * The model as it is run.
     *
     * @param model the file's bytes
     * @param inputs what it must be fed
     * @param roles which of its outputs are what
     */
    public static FloatBorder of(byte[] model, List<OnnxValue> inputs, OutputRoles roles) {
        Set<OnnxValue> narrow =
                inputs.stream().filter(input -> input.kind().isHalf()).collect(Collectors.toSet());
        boolean half = roles.numbers() != null && roles.numbers().kind().isHalf();
        if (narrow.isEmpty() && !half && roles.columns().isEmpty()) {
            return new FloatBorder(model, Map.of(), roles);
        }
        Map<String, String> fed = new HashMap<>();
        for (OnnxValue input : narrow) {
            fed.put(input.name(), PREFIX + "in_" + fed.size());
        }
        OnnxValue numbers = half || !roles.columns().isEmpty()
                ? new OnnxValue(
                        PREFIX + "scores",
                        OnnxValue.Form.TENSOR,
                        ElementKind.FLOAT,
                        "tensor(float)",
                        roles.numbers().shape())
                : roles.numbers();
        OutputRoles answered = new OutputRoles(roles.labels(), numbers, List.of());
        ProtobufWriter out = new ProtobufWriter(model.length + (1 << 12));
        ProtobufReader wire = new ProtobufReader(model, 0, model.length);
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            if (wire.field() == GRAPH) {
                out.message(GRAPH, graph(model, wire.message(), narrow, fed, roles, numbers.name()));
            } else {
                wire.pass();
                out.copy(model, start, wire.position());
            }
        }
        return new FloatBorder(out.bytes(), Map.copyOf(fed), answered);
    }

    private static ProtobufWriter graph(
            byte[] model,
            ProtobufReader wire,
            Set<OnnxValue> narrow,
            Map<String, String> fed,
            OutputRoles roles,
            String scores) {
        ProtobufWriter out = new ProtobufWriter(wire.remaining() + (1 << 12));
        for (OnnxValue input : narrow) {
            out.message(
                    NODE, cast(fed.get(input.name()), input.name(), input.kind().code()));
        }
        boolean half = roles.numbers() != null && roles.numbers().kind().isHalf();
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            int field = wire.field();
            if (field != INPUT && field != OUTPUT) {
                wire.pass();
                out.copy(model, start, wire.position());
                continue;
            }
            ProtobufReader value = wire.message();
            String name = name(value.copy());
            if (field == INPUT && fed.containsKey(name)) {
                out.message(INPUT, floats(fed.get(name), shape(value), model));
            } else if (field == OUTPUT && half && name.equals(roles.numbers().name())) {
                out.message(OUTPUT, floats(scores, null, model));
            } else {
                out.copy(model, start, wire.position());
            }
        }
        if (half) {
            out.message(NODE, cast(roles.numbers().name(), scores, FLOAT));
        } else if (!roles.columns().isEmpty()) {
            together(out, roles.columns(), scores);
            out.message(OUTPUT, floats(scores, null, model));
        }
        return out;
    }

    /** Each column as [rows, 1], then side by side. */
    private static void together(ProtobufWriter out, List<OnnxValue> columns, String scores) {
        String shape = PREFIX + "shape";
        out.message(
                INITIALIZER,
                new ProtobufWriter()
                        .integer(1, 2)
                        .integer(2, INT64)
                        .integer(7, -1)
                        .integer(7, 1)
                        .text(8, shape));
        ProtobufWriter concat = new ProtobufWriter();
        for (int i = 0; i < columns.size(); i++) {
            String column = PREFIX + "column_" + i;
            out.message(
                    NODE,
                    new ProtobufWriter()
                            .text(1, columns.get(i).name())
                            .text(1, shape)
                            .text(2, column)
                            .text(4, "Reshape"));
            concat.text(1, column);
        }
        out.message(NODE, concat.text(2, scores).text(4, "Concat").message(5, integer("axis", 1)));
    }

    private static ProtobufWriter cast(String from, String to, int type) {
        return new ProtobufWriter().text(1, from).text(2, to).text(4, "Cast").message(5, integer("to", type));
    }

    private static ProtobufWriter integer(String name, long value) {
        // The attribute's type 2 is INT.
        return new ProtobufWriter().text(1, name).integer(3, value).integer(20, 2);
    }

    /** The declaration of a tensor of floats. */
    private static ProtobufWriter floats(String name, int[] shape, byte[] model) {
        ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT);
        if (shape != null) {
            tensor.copy(model, shape[0], shape[1]);
        }
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }

    private static String name(ProtobufReader value) {
        String name = "";
        while (value.next()) {
            if (value.field() == 1) {
                name = value.text();
            }
        }
        return name;
    }

    /** From where to where the shape of a declared tensor stands, its field included; null where it has none. */
    private static int[] shape(ProtobufReader value) {
        int[] shape = null;
        while (value.next()) {
            if (value.field() != 2) {
                continue;
            }
            ProtobufReader type = value.message();
            while (type.next()) {
                if (type.field() != 1) {
                    continue;
                }
                ProtobufReader tensor = type.message();
                for (int start = tensor.position(); tensor.next(); start = tensor.position()) {
                    boolean isShape = tensor.field() == 2;
                    tensor.pass();
                    if (isShape) {
                        shape = new int[] {start, tensor.position()};
                    }
                }
            }
        }
        return shape;
    }
}
