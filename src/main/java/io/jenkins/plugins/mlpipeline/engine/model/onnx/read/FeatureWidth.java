package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.ArrayDeque;
import java.util.Arrays;
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

    static FeatureWidth of(List<OnnxNode> nodes, String input) {
        Map<String, List<OnnxNode>> takers = nodes.stream()
                .filter(node -> !node.inputs().isEmpty())
                .collect(Collectors.groupingBy(node -> node.inputs().get(0)));
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
            for (OnnxNode node : takers.getOrDefault(name, List.of())) {
                exact = Math.max(exact, exact(node));
                least = Math.max(least, least(node));
                if (PASSING.contains(node.operator())) {
                    open.addAll(node.outputs());
                }
            }
        }
        return new FeatureWidth(exact, least);
    }

    private static long exact(OnnxNode node) {
        return switch (node.operator()) {
            case "LinearClassifier" -> share(floats(node, "coefficients"), floats(node, "intercepts"));
            case "LinearRegressor" -> share(floats(node, "coefficients"), Math.max(1, integer(node, "targets")));
            case "Scaler" -> many(Math.max(floats(node, "offset"), floats(node, "scale")));
            case "Imputer" -> many(floats(node, "imputed_value_floats"));
            case "SVMClassifier" -> share(floats(node, "support_vectors"), sum(node, "vectors_per_class"));
            case "SVMRegressor" -> share(floats(node, "support_vectors"), integer(node, "n_supports"));
            default -> -1;
        };
    }

    private static long least(OnnxNode node) {
        if (!node.operator().startsWith("TreeEnsemble")) {
            return 0;
        }
        long[] features = node.attribute("nodes_featureids").integers();
        return Arrays.stream(features).max().orElse(-1) + 1;
    }

    private static long share(long values, long rows) {
        return rows > 0 && values > 0 && values % rows == 0 ? values / rows : -1;
    }

    /** One value stands for all columns. */
    private static long many(long values) {
        return values > 1 ? values : -1;
    }

    private static long floats(OnnxNode node, String name) {
        return node.attribute(name).floats();
    }

    private static long integer(OnnxNode node, String name) {
        return node.attribute(name).integer();
    }

    private static long sum(OnnxNode node, String name) {
        return Arrays.stream(node.attribute(name).integers()).sum();
    }
}
