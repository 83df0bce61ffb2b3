package io.jenkins.plugins.mlpipeline.engine.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what an ONNX file says about itself. Nothing of it is run. */
public final class OnnxInspector {
    private static final int MAX_DEPTH = 100;

    private OnnxInspector() {}

    /**
     * Inspects a file.
     *
     * @throws UserError when it is not a complete ONNX model, or {@link OnnxPolicy refused}
     */
    public static OnnxFacts inspect(Path file) throws IOException {
        return facts(parse(ModelFile.read(file)), file);
    }

    /** The file's content; errors as for {@link #inspect}. */
    static ModelProto parse(ModelFile file) throws IOException {
        ModelProto model;
        try {
            CodedInputStream in = CodedInputStream.newInstance(file.bytes());
            in.setRecursionLimit(MAX_DEPTH);
            model = ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new UserError(
                    file.path() + ": is not an ONNX model, or is cut off (" + file.bytes().length
                            + " bytes). Export or copy it again.",
                    e);
        }
        if (model.getGraph().getOutputCount() == 0 || model.getOpsetImportCount() == 0) {
            throw new UserError(file.path() + ": is not an ONNX model: there is no graph with outputs in it. Export the"
                    + " model again.");
        }
        OnnxPolicy.check(model, file.path());
        return model;
    }

    static OnnxFacts facts(ModelProto model, Path file) {
        GraphProto graph = model.getGraph();
        Set<String> constants =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        List<OnnxValue> inputs = graph.getInputList().stream()
                .filter(i -> !constants.contains(i.getName()))
                .map(OnnxInspector::value)
                .toList();
        List<OnnxValue> outputs =
                graph.getOutputList().stream().map(OnnxInspector::value).toList();
        if (inputs.isEmpty()) {
            throw new UserError(file + ": takes no input, so it can't predict from rows. Export the model again.");
        }
        return new OnnxFacts(
                (model.getProducerName() + " " + model.getProducerVersion()).strip(),
                opsets(model),
                graph.getNodeList().stream().map(NodeProto::getOpType).collect(Collectors.toCollection(TreeSet::new)),
                inputs,
                outputs,
                ClassLabels.of(graph, outputs));
    }

    private static Map<String, Long> opsets(ModelProto model) {
        Map<String, Long> opsets = new TreeMap<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.merge(opset.getDomain().isEmpty() ? "ai.onnx" : opset.getDomain(), opset.getVersion(), Math::max);
        }
        return opsets;
    }

    private static OnnxValue value(ValueInfoProto info) {
        TypeProto type = info.getType();
        if (type.hasTensorType()) {
            int code = type.getTensorType().getElemType();
            return new OnnxValue(
                    info.getName(),
                    OnnxValue.Form.TENSOR,
                    ElementKind.of(code),
                    "tensor(" + typeName(code) + ")",
                    type.getTensorType().hasShape() ? shape(type.getTensorType().getShape()) : null);
        }
        boolean maps =
                type.hasSequenceType() && type.getSequenceType().getElemType().hasMapType();
        return new OnnxValue(
                info.getName(),
                maps ? OnnxValue.Form.SEQUENCE_OF_MAPS : OnnxValue.Form.OTHER,
                ElementKind.OTHER,
                maps
                        ? "seq(map)"
                        : type.getValueCase().name().toLowerCase(Locale.ROOT).replace("_type", ""),
                null);
    }

    private static String typeName(int code) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(code);
        return type == null ? "type " + code : type.name().toLowerCase(Locale.ROOT);
    }

    private static List<Long> shape(TensorShapeProto shape) {
        List<Long> dimensions = new ArrayList<>();
        for (TensorShapeProto.Dimension dimension : shape.getDimList()) {
            dimensions.add(dimension.hasDimValue() && dimension.getDimValue() > 0 ? dimension.getDimValue() : -1L);
        }
        return List.copyOf(dimensions);
    }
}
