package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small ONNX files that need much memory. All take {@code x}, two columns, and answer a number for each row. */
public final class HungryModel {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("hungry");

    private HungryModel() {
        graph.addInput(value("x", 2));
        graph.addOutput(value("y", 1));
    }

    /** A graph between {@code x} and {@code y}. */
    public static HungryModel model() {
        return new HungryModel();
    }

    /** As much as the data's largest cell says, which no look at the file can tell: that many rows of 10,000 floats. */
    public static Path byItsData(Path file) throws IOException {
        return model().node("ReduceMax", List.of("x"), "most")
                .node("Cast", List.of("most"), "count", integer("to", INT64))
                .constant("minusOne", -1)
                .node("Reshape", List.of("count", "minusOne"), "rows")
                .constant("width", 10_000)
                .node("Concat", List.of("rows", "width"), "shape", integer("axis", 0))
                .node("ConstantOfShape", List.of("shape"), "zeros")
                .node("Reshape", List.of("most", "minusOne"), "summand")
                .node("Add", List.of("zeros", "summand"), "filled")
                .node("ReduceMax", List.of("filled"), "top")
                .answer("top")
                .write(file);
    }

    /** Adds an operator. */
    public HungryModel node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    /** Adds a constant list of integers. */
    public HungryModel constant(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** Makes the answer of the second column and a value that any shape will do for. */
    public HungryModel answer(String value) {
        return constant("whole", -1)
                .node("Reshape", List.of(value, "whole"), "flat")
                .node("ReduceMax", List.of("flat"), "single", integer("keepdims", 0))
                .constant("second", 1)
                .node("Gather", List.of("x", "second"), "column", integer("axis", 1))
                .node("Min", List.of("column", "single"), "y");
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        return Files.write(
                file,
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .setProducerName("hungry")
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
    }

    /** An attribute. */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute. */
    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** An attribute. */
    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** A graph with one operator, which takes one value twice. */
    public static AttributeProto graph(
            String name, List<String> inputs, List<String> outputs, String operator, String in, String out) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName(name)
                .addNode(NodeProto.newBuilder()
                        .setOpType(operator)
                        .addInput(in)
                        .addInput(in)
                        .addOutput(out)
                        .addAttribute(integer("axis", 1)));
        inputs.forEach(input -> graph.addInput(ValueInfoProto.newBuilder().setName(input)));
        outputs.forEach(output -> graph.addOutput(ValueInfoProto.newBuilder().setName(output)));
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    private static ValueInfoProto value(String name, long width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }
}
