package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.model.trees.TreeEnsemble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the tree ensemble of an ONNX graph that is nothing else: one float tensor goes into it, and its outputs are the
 * graph's, past operators that pass values on. Field numbers are those of onnx.proto3.
 */
public final class OnnxTrees {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final String CLASSIFIER = "TreeEnsembleClassifier";
    private static final String REGRESSOR = "TreeEnsembleRegressor";

    private OnnxTrees() {}

    /**
     * The ensemble of a graph.
     *
     * @param model the file's bytes, which {@code graph} was read from
     * @param facts about the same file
     * @return nothing when there is something else in the graph, or it is not understood
     */
    public static Optional<TreeEnsemble> read(byte[] model, OnnxGraph graph, OnnxFacts facts, OutputRoles roles) {
        OnnxNode node = only(graph, facts, roles);
        if (node == null) {
            return Optional.empty();
        }
        TreeAttributes attributes = new TreeAttributes();
        find(new ProtobufReader(model, 0, model.length), node.operator(), attributes);
        return attributes.ensemble(node.operator().equals(CLASSIFIER));
    }

    /** The one node that computes something; null when there are others. */
    private static OnnxNode only(OnnxGraph graph, OnnxFacts facts, OutputRoles roles) {
        List<OnnxNode> trees = graph.nodes().stream()
                .filter(n -> n.operator().equals(CLASSIFIER) || n.operator().equals(REGRESSOR))
                .toList();
        if (trees.size() != 1 || facts.inputs().size() != 1) {
            return null;
        }
        OnnxNode node = trees.get(0);
        OnnxValue input = facts.inputs().get(0);
        boolean fed = input.kind() == ElementKind.FLOAT
                && input.rank() == 2
                && node.inputs().equals(List.of(input.name()));
        Map<String, String> sources = new HashMap<>();
        for (OnnxNode other : graph.nodes()) {
            if (passes(other)) {
                sources.put(other.outputs().get(0), other.inputs().get(0));
            }
        }
        boolean classifier = node.operator().equals(CLASSIFIER);
        String numbers = classifier && node.outputs().size() > 1
                ? node.outputs().get(1)
                : node.outputs().get(0);
        boolean answered = source(sources, roles.numbers()).equals(numbers)
                && (classifier
                        ? source(sources, roles.labels()).equals(node.outputs().get(0))
                        : roles.labels() == null);
        return fed && answered ? node : null;
    }

    private static boolean passes(OnnxNode node) {
        return (node.operator().equals("Identity")
                        || node.operator().equals("Cast")
                        || node.operator().equals("ZipMap"))
                && node.inputs().size() == 1
                && node.outputs().size() == 1;
    }

    private static String source(Map<String, String> sources, OnnxValue output) {
        String name = output == null ? "" : output.name();
        for (int hops = 0; hops <= sources.size() && sources.containsKey(name); hops++) {
            name = sources.get(name);
        }
        return name;
    }

    private static void find(ProtobufReader model, String operator, TreeAttributes into) {
        while (model.next()) {
            if (model.field() == GRAPH) {
                ProtobufReader graph = model.message();
                while (graph.next()) {
                    if (graph.field() == NODE) {
                        node(graph.message(), operator, into);
                    }
                }
            }
        }
    }

    private static void node(ProtobufReader wire, String operator, TreeAttributes into) {
        ProtobufReader names = wire.copy();
        String type = "";
        while (names.next()) {
            if (names.field() == 4) {
                type = names.text();
            }
        }
        while (type.equals(operator) && wire.next()) {
            if (wire.field() == 5) {
                into.add(wire.message());
            }
        }
    }
}
