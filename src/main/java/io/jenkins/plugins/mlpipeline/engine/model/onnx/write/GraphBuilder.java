package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes an ONNX graph node by node, in the order of the calls; equal calls give equal bytes.
 *
 * <p>A value of the graph is known by its name. Names of inputs and outputs are the caller's; the others are made here
 * from a hint and are unique. The operator sets (17 of {@code ai.onnx}, 3 of {@code ai.onnx.ml}) are old enough for
 * every runtime of the last years.
 */
public final class GraphBuilder {
    /** The symbolic size of the rows' axis. */
    public static final long ROWS = -1;

    static final String ML_DOMAIN = "ai.onnx.ml";
    private static final int OPSET = 17;
    private static final int ML_OPSET = 3;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final List<Written> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<StringStringEntryProto> metadata = new ArrayList<>();

    /** @param name the graph's name */
    public GraphBuilder(String name) {
        graph.setName(name);
    }

    /**
     * Declares an input of shape [N, 1].
     *
     * @param name a column's name, verbatim
     * @return the same name
     */
    public String column(String name, ElementType type) {
        claim(name);
        graph.addInput(value(name, type, ROWS, 1));
        return name;
    }

    /**
     * Declares an input of any shape.
     *
     * @param shape sizes, {@link #ROWS} for the rows' axis
     * @return the same name
     */
    public String tensor(String name, ElementType type, long... shape) {
        claim(name);
        graph.addInput(value(name, type, shape));
        return name;
    }

    /** Adds a line to what the file says about itself. */
    public void metadata(String key, String value) {
        metadata.add(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value).build());
    }

    /**
     * Declares an output.
     *
     * @param from the value to give out
     * @param name the wished name; a {@code _} is appended while a column has the same
     * @param shape sizes, {@link #ROWS} for the rows' axis
     * @return the output's name
     */
    public String output(String from, String name, ElementType type, long... shape) {
        String free = name;
        while (names.contains(free)) {
            free += "_";
        }
        claim(free);
        graph.addOutput(value(free, type, shape));
        add(Written.of(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName("Identity_" + free)
                .addInput(from)
                .addOutput(free)
                .build()));
        return free;
    }

    /** A constant tensor of floats in row-major order; without a shape it is a vector. */
    public String constant(String hint, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return constant(hint, TensorProto.DataType.FLOAT, bytes, values.length, shape);
    }

    /** A constant tensor of doubles in row-major order; without a shape it is a vector. */
    public String constant(String hint, double[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return constant(hint, TensorProto.DataType.DOUBLE, bytes, values.length, shape);
    }

    /** A constant tensor of 64-bit integers in row-major order; without a shape it is a vector. */
    public String constant(String hint, long[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return constant(hint, TensorProto.DataType.INT64, bytes, values.length, shape);
    }

    /** A constant without axes. */
    public String scalar(String hint, float value) {
        String name = fresh(hint);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(value));
        return name;
    }

    private String constant(String hint, TensorProto.DataType type, ByteBuffer bytes, int length, long... shape) {
        String name = fresh(hint);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.flip()));
        for (long size : shape.length == 0 ? new long[] {length} : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Adds the node that makes the numbers of a tensor numbers of another type. */
    public String cast(String values, ElementType type, String hint) {
        return node("Cast")
                .in(values)
                .attribute("to", type.dataType().getNumber())
                .out(hint);
    }

    /** Begins a node of the standard operator set. */
    public Node node(String operator) {
        return new Node(this, "", operator);
    }

    /** Begins a node of the operator set {@code ai.onnx.ml}. */
    public Node mlNode(String operator) {
        return new Node(this, ML_DOMAIN, operator);
    }

    /**
     * The model with what was added so far.
     *
     * @throws UserError when the file would be larger than ONNX allows
     */
    public OnnxFile build(String producer) {
        ModelProto head = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(producer)
                .build();
        ModelProto tail = ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET))
                .addAllMetadataProps(metadata)
                .build();
        Written nodesAndRest = Written.around(
                GraphProto.getDefaultInstance(), GraphProto.NODE_FIELD_NUMBER, List.copyOf(nodes), graph.build());
        return new OnnxFile(Written.around(head, ModelProto.GRAPH_FIELD_NUMBER, List.of(nodesAndRest), tail));
    }

    void add(Written node) {
        nodes.add(node);
    }

    String fresh(String hint) {
        String name = hint;
        for (int i = 1; names.contains(name); i++) {
            name = hint + "_" + i;
        }
        claim(name);
        return name;
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two values of one graph are called " + name);
        }
    }

    private static ValueInfoProto value(String name, ElementType type, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dims.addDim(
                    size == ROWS
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.dataType().getNumber())
                                .setShape(dims)))
                .build();
    }
}
