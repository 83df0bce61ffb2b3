package io.jenkins.plugins.mlpipeline.engine.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the labels that a classifier answers, in the order of its score columns.
 *
 * <p>A ZipMap names them. Without one they are found by walking back from the label output: the attributes of
 * {@code TreeEnsembleClassifier}, {@code LinearClassifier}, {@code SVMClassifier}; the values of a {@code LabelEncoder}
 * behind one of these or behind an arg-max; the constant list that an {@code ArrayFeatureExtractor} or {@code Gather}
 * picks from. Models written by PyTorch or Keras name none.
 */
final class ClassLabels {
    /** Operators that pass labels on unchanged. */
    private static final Set<String> PASSING = Set.of("Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten");

    private static final Set<String> PICKING = Set.of("ArrayFeatureExtractor", "Gather");
    private static final int MOST_STEPS = 50;

    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    private ClassLabels(GraphProto graph) {
        graph.getInitializerList().forEach(t -> constants.put(t.getName(), t));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
            if (node.getOpType().equals("Constant") && node.getOutputCount() == 1) {
                node.getAttributeList().stream()
                        .filter(a -> a.getName().equals("value"))
                        .forEach(a -> constants.put(node.getOutput(0), a.getT()));
            }
        }
    }

    /** The labels in canonical form, or null when the graph doesn't name them. */
    static List<String> of(GraphProto graph, List<OnnxValue> outputs) {
        ClassLabels search = new ClassLabels(graph);
        for (OnnxValue output : outputs) {
            NodeProto maker = search.makers.get(output.name());
            if (maker != null && maker.getOpType().equals("ZipMap")) {
                return attribute(maker, "classlabels_");
            }
        }
        for (OnnxValue output : outputs) {
            if (output.form() == OnnxValue.Form.TENSOR && output.kind().isLabel()) {
                List<String> labels = search.behind(output.name());
                if (labels != null) {
                    return labels;
                }
            }
        }
        return search.only();
    }

    private List<String> behind(String name) {
        String at = name;
        for (int step = 0; step < MOST_STEPS; step++) {
            NodeProto maker = makers.get(at);
            if (maker == null || maker.getInputCount() == 0) {
                return null;
            }
            List<String> labels = attribute(maker, "classlabels_");
            if (labels != null) {
                return labels;
            }
            if (maker.getOpType().equals("LabelEncoder")) {
                return encoded(maker);
            }
            if (PICKING.contains(maker.getOpType())) {
                TensorProto list = constants.get(maker.getInput(0));
                return list == null ? null : values(list);
            }
            if (!PASSING.contains(maker.getOpType())) {
                return null;
            }
            at = maker.getInput(0);
        }
        return null;
    }

    /** The labels of the classifiers in the graph when all name the same. */
    private List<String> only() {
        Set<List<String>> found = new LinkedHashSet<>();
        for (NodeProto node : makers.values()) {
            List<String> labels = attribute(node, "classlabels_");
            if (labels != null) {
                found.add(labels);
            }
        }
        return found.size() == 1 ? found.iterator().next() : null;
    }

    private List<String> encoded(NodeProto encoder) {
        List<String> keys = attribute(encoder, "keys_");
        List<String> values = attribute(encoder, "values_");
        if (keys == null || values == null || keys.size() != values.size()) {
            return null;
        }
        Map<String, String> table = new HashMap<>();
        IntStream.range(0, keys.size()).forEach(i -> table.put(keys.get(i), values.get(i)));
        List<String> before = behind(encoder.getInput(0));
        if (before == null) {
            TreeMap<Long, String> sorted = new TreeMap<>();
            try {
                table.forEach((key, value) -> sorted.put(Long.valueOf(key), value));
            } catch (NumberFormatException e) {
                return null;
            }
            return List.copyOf(sorted.values());
        }
        return before.stream().allMatch(table::containsKey)
                ? before.stream().map(table::get).toList()
                : null;
    }

    /** The strings or integers of the attribute that begins so; null when there are none. */
    private static List<String> attribute(NodeProto node, String prefix) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().startsWith(prefix)) {
                if (attribute.getStringsCount() > 0) {
                    return attribute.getStringsList().stream()
                            .map(ByteString::toStringUtf8)
                            .map(Labels::canonical)
                            .toList();
                }
                if (attribute.getIntsCount() > 0) {
                    return attribute.getIntsList().stream()
                            .map(Labels::canonical)
                            .toList();
                }
            }
        }
        return null;
    }

    private static List<String> values(TensorProto tensor) {
        List<String> labels = new ArrayList<>();
        if (tensor.getStringDataCount() > 0) {
            tensor.getStringDataList().forEach(s -> labels.add(Labels.canonical(s.toStringUtf8())));
        } else if (tensor.getInt64DataCount() > 0) {
            tensor.getInt64DataList().forEach(i -> labels.add(Labels.canonical(i)));
        } else if (tensor.getInt32DataCount() > 0) {
            tensor.getInt32DataList().forEach(i -> labels.add(Labels.canonical(i.longValue())));
        } else if (tensor.getDataType() == TensorProto.DataType.INT64.getNumber()) {
            var raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            while (raw.remaining() >= Long.BYTES) {
                labels.add(Labels.canonical(raw.getLong()));
            }
        } else if (tensor.getDataType() == TensorProto.DataType.INT32.getNumber()) {
            var raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            while (raw.remaining() >= Integer.BYTES) {
                labels.add(Labels.canonical((long) raw.getInt()));
            }
        }
        return labels.isEmpty() ? null : List.copyOf(labels);
    }
}
