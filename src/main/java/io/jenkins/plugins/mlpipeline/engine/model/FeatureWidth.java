package io.jenkins.plugins.mlpipeline.engine.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many columns a tensor must have, by the operators that take it, for models that leave the number open.
 *
 * <p>ONNX Runtime's linear operators don't check it: a LinearClassifier that is fed a column too few or too many answers
 * nonsense without a word (seen with 1.23.2). Tree ensembles only need the columns that they ask about.
 *
 * @param exact the number of columns, or -1 when no operator says
 * @param least columns that are asked about; 0 when none is known
 */
record FeatureWidth(long exact, long least) {
    /** Operators whose output has the columns of their input. */
    private static final Set<String> PASSING = Set.of("Identity", "Cast", "Scaler", "Imputer", "Normalizer");

    static FeatureWidth of(GraphProto graph, String input) {
        Map<String, List<NodeProto>> takers = graph.getNodeList().stream()
                .filter(node -> node.getInputCount() > 0)
                .collect(Collectors.groupingBy(node -> node.getInput(0)));
        Set<String> same = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(input);
        long exact = -1;
        long least = 0;
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!same.add(name)) {
                continue;
            }
            for (NodeProto node : takers.getOrDefault(name, List.of())) {
                exact = Math.max(exact, exact(node));
                least = Math.max(least, least(node));
                if (PASSING.contains(node.getOpType())) {
                    open.addAll(node.getOutputList());
                }
            }
        }
        return new FeatureWidth(exact, least);
    }

    private static long exact(NodeProto node) {
        return switch (node.getOpType()) {
            case "LinearClassifier" -> share(floats(node, "coefficients"), floats(node, "intercepts"));
            case "LinearRegressor" -> share(floats(node, "coefficients"), Math.max(1, integer(node, "targets")));
            case "Scaler" -> many(Math.max(floats(node, "offset"), floats(node, "scale")));
            case "Imputer" -> many(floats(node, "imputed_value_floats"));
            case "SVMClassifier" -> share(floats(node, "support_vectors"), sum(node, "vectors_per_class"));
            case "SVMRegressor" -> share(floats(node, "support_vectors"), integer(node, "n_supports"));
            default -> -1;
        };
    }

    private static long least(NodeProto node) {
        if (!node.getOpType().startsWith("TreeEnsemble")) {
            return 0;
        }
        long greatest = -1;
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals("nodes_featureids")) {
                for (int i = 0; i < attribute.getIntsCount(); i++) {
                    greatest = Math.max(greatest, attribute.getInts(i));
                }
            }
        }
        return greatest + 1;
    }

    private static long share(long values, long rows) {
        return rows > 0 && values > 0 && values % rows == 0 ? values / rows : -1;
    }

    /** One value stands for all columns. */
    private static long many(long values) {
        return values > 1 ? values : -1;
    }

    private static long floats(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .mapToLong(AttributeProto::getFloatsCount)
                .findFirst()
                .orElse(0);
    }

    private static long integer(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(0);
    }

    private static long sum(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .flatMap(a -> a.getIntsList().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
