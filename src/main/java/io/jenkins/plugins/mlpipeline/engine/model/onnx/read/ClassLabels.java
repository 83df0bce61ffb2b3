package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import java.util.Arrays;
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

    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final Map<String, List<String>> lists;

    private ClassLabels(OnnxGraph graph) {
        this.lists = graph.lists();
        graph.nodes().forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    }

    /** The labels in canonical form, or null when the graph doesn't name them. */
    static List<String> of(OnnxGraph graph) {
        ClassLabels search = new ClassLabels(graph);
        for (OnnxValue output : graph.outputs()) {
            OnnxNode maker = search.makers.get(output.name());
            if (maker != null && maker.operator().equals("ZipMap")) {
                return list(maker, "classlabels_");
            }
        }
        for (OnnxValue output : graph.outputs()) {
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
            OnnxNode maker = makers.get(at);
            if (maker == null || maker.inputs().isEmpty()) {
                return null;
            }
            List<String> labels = list(maker, "classlabels_");
            if (labels != null) {
                return labels;
            }
            if (maker.operator().equals("LabelEncoder")) {
                return encoded(maker);
            }
            if (PICKING.contains(maker.operator())) {
                return lists.get(maker.inputs().get(0));
            }
            if (!PASSING.contains(maker.operator())) {
                return null;
            }
            at = maker.inputs().get(0);
        }
        return null;
    }

    /** The labels of the classifiers in the graph when all name the same. */
    private List<String> only() {
        Set<List<String>> found = new LinkedHashSet<>();
        for (OnnxNode node : makers.values()) {
            List<String> labels = list(node, "classlabels_");
            if (labels != null) {
                found.add(labels);
            }
        }
        return found.size() == 1 ? found.iterator().next() : null;
    }

    private List<String> encoded(OnnxNode encoder) {
        List<String> keys = list(encoder, "keys_");
        List<String> values = list(encoder, "values_");
        if (keys == null || values == null || keys.size() != values.size()) {
            return null;
        }
        Map<String, String> table = new HashMap<>();
        IntStream.range(0, keys.size()).forEach(i -> table.put(keys.get(i), values.get(i)));
        List<String> before = behind(encoder.inputs().get(0));
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

    /** The texts or integers of the attribute that begins so; null when there are none. */
    private static List<String> list(OnnxNode node, String prefix) {
        for (Map.Entry<String, OnnxNode.Attribute> attribute : node.attributes().entrySet()) {
            if (attribute.getKey().startsWith(prefix)) {
                List<String> texts = attribute.getValue().texts();
                long[] integers = attribute.getValue().integers();
                if (!texts.isEmpty()) {
                    return texts.stream().map(Labels::canonical).toList();
                }
                if (integers.length > 0) {
                    return Arrays.stream(integers).mapToObj(Labels::canonical).toList();
                }
            }
        }
        return null;
    }
}
