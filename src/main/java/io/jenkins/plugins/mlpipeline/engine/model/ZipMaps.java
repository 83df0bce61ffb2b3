package io.jenkins.plugins.mlpipeline.engine.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes ZipMap operators off a graph's outputs, so that the tensor of probabilities beneath is answered under the same
 * name.
 *
 * <p>A ZipMap turns every row into a map from label to probability. DJL reads the values of such maps in the order of
 * Java's hash table, which is not the labels' order, and one map per row is slow; the numbers are the same without it.
 */
final class ZipMaps {
    private static final long IDENTITY_OPSET = 13;

    private ZipMaps() {}

    /** The model with each ZipMap replaced by an Identity; the model itself when there is none. */
    static ModelProto strip(ModelProto model) {
        Set<String> zipped = new HashSet<>();
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (node.getOpType().equals("ZipMap") && node.getInputCount() == 1 && node.getOutputCount() == 1) {
                zipped.add(node.getOutput(0));
                graph.setNode(
                        i,
                        NodeProto.newBuilder()
                                .setOpType("Identity")
                                .setName(node.getName())
                                .addInput(node.getInput(0))
                                .addOutput(node.getOutput(0)));
            }
        }
        if (zipped.isEmpty()) {
            return model;
        }
        TypeProto matrix = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("labels"))))
                .build();
        graph.getOutputBuilderList().stream()
                .filter(output -> zipped.contains(output.getName()))
                .forEach(output -> output.setType(matrix));
        ModelProto.Builder stripped = model.toBuilder().setGraph(graph);
        if (model.getOpsetImportList().stream().noneMatch(o -> isDefault(o.getDomain()))) {
            stripped.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(IDENTITY_OPSET));
        }
        return stripped.build();
    }

    private static boolean isDefault(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }
}
