package io.jenkins.plugins.mlpipeline.engine.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses models that would read other files or need code that ONNX Runtime doesn't bring itself.
 *
 * <p>External data is a path that the model names; a custom operator is a native library that somebody else wrote. Both
 * reach beyond the file whose digest is recorded.
 */
final class OnnxPolicy {
    /** Most operators, those of nested graphs and of functions included. */
    static final int MAX_NODES = 200_000;

    /** Operators that ONNX Runtime implements: the standard's and its own. */
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    private final Path file;
    private final Set<String> functions = new HashSet<>();
    private int nodes;

    private OnnxPolicy(Path file) {
        this.file = file;
    }

    /** @throws UserError when the model is refused */
    static void check(ModelProto model, Path file) {
        OnnxPolicy policy = new OnnxPolicy(file);
        for (FunctionProto function : model.getFunctionsList()) {
            policy.functions.add(function.getDomain() + ":" + function.getName());
        }
        for (FunctionProto function : model.getFunctionsList()) {
            policy.nodes(function.getNodeList());
        }
        policy.graph(model.getGraph());
    }

    private void graph(GraphProto graph) {
        graph.getInitializerList().forEach(this::tensor);
        graph.getSparseInitializerList().forEach(this::sparse);
        nodes(graph.getNodeList());
    }

    private void nodes(List<NodeProto> list) {
        for (NodeProto node : list) {
            if (++nodes > MAX_NODES) {
                throw new UserError(file + ": has more than " + MAX_NODES
                        + " operators, which is the most that is run. Export a smaller model.");
            }
            if (!DOMAINS.contains(node.getDomain()) && !functions.contains(node.getDomain() + ":" + node.getOpType())) {
                throw new UserError(file + ": needs the custom operator \"" + node.getDomain() + "." + node.getOpType()
                        + "\", which would have to be loaded as native code; that is refused. Export the model with"
                        + " standard operators.");
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                tensor(attribute.getT());
                sparse(attribute.getSparseTensor());
                attribute.getTensorsList().forEach(this::tensor);
                attribute.getSparseTensorsList().forEach(this::sparse);
                if (attribute.hasG()) {
                    graph(attribute.getG());
                }
                attribute.getGraphsList().forEach(this::graph);
            }
        }
    }

    private void sparse(SparseTensorProto sparse) {
        tensor(sparse.getValues());
        tensor(sparse.getIndices());
    }

    private void tensor(TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new UserError(file + ": keeps \"" + tensor.getName()
                    + "\" in another file (external data), which is refused: the digest would not cover it. Export"
                    + " into one file; torch.onnx.export does with external_data=False, onnx.save with"
                    + " save_as_external_data=False.");
        }
    }
}
