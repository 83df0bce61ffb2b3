package io.jenkins.plugins.mlpipeline.engine.validation;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Builds models of a few operators for tests. */
final class SmallGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);

    /** Declares an input; -1 is an open dimension. */
    SmallGraph input(String name, DataType type, long... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    SmallGraph output(String name, DataType type, long... shape) {
        graph.addOutput(value(name, type, shape));
        return this;
    }

    SmallGraph node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        return node("", operator, inputs, output, attributes);
    }

    SmallGraph node(String domain, String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    SmallGraph constant(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    SmallGraph metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    /** Describes the model, the graph, its first input or its first operator. */
    SmallGraph described(String what, String text) {
        switch (what) {
            case "model" -> model.setDocString(text);
            case "graph" -> graph.setDocString(text);
            case "input" -> graph.getInputBuilder(0).setDocString(text);
            case "node" -> graph.getNodeBuilder(0).setDocString(text);
            default -> throw new IllegalArgumentException(what);
        }
        return this;
    }

    /** Writes a model that is a regressor of trees alone, with one number as its answer. */
    static Path treeRegressor(Path folder, int columns, List<AttributeProto> attributes) throws IOException {
        return new SmallGraph()
                .input("X", DataType.FLOAT, -1, columns)
                .output("variable", DataType.FLOAT, -1, 1)
                .node(
                        "ai.onnx.ml",
                        "TreeEnsembleRegressor",
                        List.of("X"),
                        "variable",
                        attributes.toArray(new AttributeProto[0]))
                .write(folder);
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        LongStream.of(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto floats(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto texts(String name, String... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        Stream.of(values).map(ByteString::copyFromUtf8).forEach(attribute::addStrings);
        return attribute.build();
    }

    static AttributeProto toType(DataType type) {
        return integer("to", type.getNumber());
    }

    Path write(Path folder) throws IOException {
        ModelProto written = model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setVersion(17))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))
                .setGraph(graph)
                .build();
        return Files.write(folder.resolve("small.onnx"), written.toByteArray());
    }

    private static ValueInfoProto value(String name, DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(
                    size < 0
                            ? Dimension.newBuilder().setDimParam("rows")
                            : Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dimensions)))
                .build();
    }
}
