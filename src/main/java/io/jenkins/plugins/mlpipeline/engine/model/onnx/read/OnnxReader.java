package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads an ONNX file's structure and refuses models that would read other files or need code that ONNX Runtime doesn't
 * bring itself. Field numbers are those of onnx.proto3.
 *
 * <p>External data is a path that the model names; a custom operator is a native library that somebody else wrote. Both
 * reach beyond the file whose digest is recorded. A field that the format allows once is looked at however often it is
 * there, as protobuf merges what is repeated.
 */
final class OnnxReader {
    /** Most operators, those of nested graphs and of functions included. */
    static final int MAX_NODES = 200_000;

    /** Most graphs within graphs. */
    private static final int MAX_DEPTH = 30;

    /** Operators that ONNX Runtime implements: the standard's and its own. */
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    private static final int MAX_FOREIGN = 1000;

    /** The last number of {@code TensorProto.DataType}, FLOAT4E2M1. */
    private static final int LAST_TYPE = 23;

    /** The smallest elements have four bits. */
    private static final long MOST_ELEMENTS_PER_BYTE = 2;

    private final Path file;
    private final long bytes;
    private final OnnxValueReader values = new OnnxValueReader();
    private final Map<String, Long> opsets = new TreeMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private final Set<String> initializers = new HashSet<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private final Set<String> functions = new HashSet<>();
    private final Set<String> foreign = new LinkedHashSet<>();
    private final OnnxTexts texts = new OnnxTexts();
    private String producerName = "";
    private String producerVersion = "";
    private int count;

    private OnnxReader(ModelFile file) {
        this.file = file.path();
        this.bytes = file.bytes().length;
    }

    /**
     * Reads a file.
     *
     * @throws ProtobufReader.Malformed when it is not in protobuf's format
     * @throws UserError when the model is refused
     */
    static OnnxGraph read(ModelFile model) {
        OnnxReader reader = new OnnxReader(model);
        reader.model(new ProtobufReader(model.bytes(), 0, model.bytes().length));
        reader.requireKnownOperators();
        return new OnnxGraph(
                (reader.producerName + " " + reader.producerVersion).strip(),
                reader.opsets,
                reader.nodes,
                reader.inputs,
                reader.outputs,
                reader.initializers,
                reader.lists,
                reader.texts);
    }

    private void model(ProtobufReader wire) {
        while (wire.next()) {
            switch (wire.field()) {
                case 2 -> producerName = wire.text();
                case 3 -> producerVersion = wire.text();
                case 6 -> texts.ofModel(wire);
                case 7 -> graph(wire.message(), 0);
                case 8 -> opset(wire.message());
                case 14 -> texts.property(wire.message());
                case 25 -> function(wire.message());
                default -> {}
            }
        }
    }

    private void opset(ProtobufReader wire) {
        String domain = "";
        long version = 0;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> domain = wire.text();
                case 2 -> version = wire.integer();
                default -> {}
            }
        }
        opsets.merge(domain.isEmpty() ? "ai.onnx" : domain, version, Math::max);
    }

    private void function(ProtobufReader wire) {
        String name = "";
        String domain = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 7 -> node(wire.message(), 1);
                case 10 -> domain = wire.text();
                case 11 -> attribute(wire.message(), new HashMap<>(), 1);
                default -> {}
            }
        }
        functions.add(domain + "." + name);
    }

    private void graph(ProtobufReader wire, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UserError(file + ": has more than " + MAX_DEPTH
                    + " graphs within one another, which is the most that is run. Export a simpler model.");
        }
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> {
                    OnnxNode node = node(wire.message(), depth);
                    if (depth == 0) {
                        nodes.add(node);
                    }
                }
                case 5 -> initializer(wire.message(), depth);
                case 10 -> {
                    if (depth == 0) {
                        texts.ofGraph(wire);
                    }
                }
                case 11 -> value(inputs, wire.message(), depth);
                case 12 -> value(outputs, wire.message(), depth);
                case 13 -> value(new ArrayList<>(), wire.message(), depth);
                case 15 -> sparse(wire.message());
                default -> {}
            }
        }
    }

    private void value(List<OnnxValue> into, ProtobufReader wire, int depth) {
        OnnxValue value = values.value(wire);
        requireType(values.element(), "\"" + value.name() + "\"");
        if (depth == 0) {
            texts.ofValue(value.name(), values.description());
            into.add(value);
        }
    }

    private void initializer(ProtobufReader wire, int depth) {
        OnnxConstant tensor = tensor(wire);
        if (depth == 0) {
            initializers.add(tensor.name());
            constant(tensor.name(), tensor);
        }
    }

    private void constant(String name, OnnxConstant tensor) {
        if (!tensor.labels().isEmpty()) {
            lists.put(name, tensor.labels());
        }
    }

    private OnnxNode node(ProtobufReader wire, int depth) {
        if (++count > MAX_NODES) {
            throw new UserError(file + ": has more than " + MAX_NODES
                    + " operators, which is the most that is run. Export a smaller model.");
        }
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        Map<String, OnnxNode.Attribute> attributes = new HashMap<>();
        List<OnnxConstant> tensors = new ArrayList<>();
        String operator = "";
        String domain = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> in.add(wire.text());
                case 2 -> out.add(wire.text());
                case 4 -> operator = wire.text();
                case 5 -> tensors.addAll(attribute(wire.message(), attributes, depth));
                case 6 -> {
                    if (depth == 0) {
                        texts.ofNode(in, wire);
                    }
                }
                case 7 -> domain = wire.text();
                default -> {}
            }
        }
        if (!DOMAINS.contains(domain) && foreign.size() < MAX_FOREIGN) {
            foreign.add(domain + "." + operator);
        }
        if (depth == 0 && operator.equals("Constant") && out.size() == 1 && tensors.size() == 1) {
            constant(out.get(0), tensors.get(0));
        }
        OnnxNode node = new OnnxNode(operator, domain, List.copyOf(in), List.copyOf(out), attributes);
        if (TreeLists.isOne(operator)) {
            TreeLists.problem(node).ifPresent(problem -> {
                throw new UserError(file + ": its trees are damaged: " + problem + ". Export the model again.");
            });
            // They are as large as the model, and not asked for again.
            attributes.keySet().removeAll(TreeLists.LISTS);
        }
        MachineLearningOperators.problem(node).ifPresent(problem -> {
            throw new UserError(
                    file + ": its " + node.operator() + " is damaged: " + problem + ". Export the model again.");
        });
        return node;
    }

    /** Reads an attribute; answers its tensors. */
    private List<OnnxConstant> attribute(ProtobufReader wire, Map<String, OnnxNode.Attribute> into, int depth) {
        OnnxAttributeReader reader = new OnnxAttributeReader(wire.copy());
        List<OnnxConstant> tensors = new ArrayList<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 5, 10 -> tensors.add(tensor(wire.message()));
                case 6, 11 -> graph(wire.message(), depth + 1);
                case 22, 23 -> sparse(wire.message());
                default -> {}
            }
        }
        reader.into(into);
        return tensors;
    }

    private void sparse(ProtobufReader wire) {
        while (wire.next()) {
            if (wire.field() == 1 || wire.field() == 2) {
                tensor(wire.message());
            }
        }
    }

    private OnnxConstant tensor(ProtobufReader wire) {
        OnnxConstant tensor = OnnxConstant.read(wire);
        if (tensor.isExternal()) {
            throw new UserError(file + ": keeps \"" + tensor.name()
                    + "\" in another file (external data), which is refused: the digest would not cover it. Export"
                    + " into one file; torch.onnx.export does with external_data=False, onnx.save with"
                    + " save_as_external_data=False.");
        }
        requireType(tensor.type(), "the tensor \"" + tensor.name() + "\"");
        if (tensor.elements() < 0 || tensor.elements() > MOST_ELEMENTS_PER_BYTE * bytes) {
            throw new UserError(file + ": the shape of the tensor \"" + tensor.name()
                    + "\" has more elements than the file can hold. Export the model again.");
        }
        return tensor;
    }

    /** ONNX Runtime takes the number for an index. */
    private void requireType(long type, String of) {
        if (type < 0 || type > LAST_TYPE) {
            throw new UserError(file + ": " + of + " has the element type " + type
                    + ", which ONNX does not have. Export the model again.");
        }
    }

    /** Functions that the model itself defines are made of known operators. */
    private void requireKnownOperators() {
        for (String operator : foreign) {
            if (!functions.contains(operator)) {
                throw new UserError(file + ": needs the custom operator \"" + operator
                        + "\", which would have to be loaded as native code; that is refused. Export the model with"
                        + " standard operators.");
            }
        }
    }
}
