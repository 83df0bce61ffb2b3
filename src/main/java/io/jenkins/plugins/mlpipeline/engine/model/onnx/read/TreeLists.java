package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether the lists of a {@code TreeEnsembleClassifier} or {@code TreeEnsembleRegressor} make trees. ONNX Runtime 1.23.2
 * takes much of them on trust, and ends the process where they point outside (found by damaging models).
 */
final class TreeLists {
    /** Attributes of which the values are wanted here and nowhere else. */
    static final Set<String> LISTS = Set.of(
            "nodes_treeids",
            "nodes_nodeids",
            "nodes_modes",
            "nodes_truenodeids",
            "nodes_falsenodeids",
            "nodes_missing_value_tracks_true",
            "class_treeids",
            "class_nodeids",
            "class_ids",
            "target_treeids",
            "target_nodeids",
            "target_ids");

    /** Attributes of which the length is wanted. */
    static final Set<String> LENGTHS = Set.of(
            "nodes_values",
            "nodes_values_as_tensor",
            "nodes_hitrates",
            "nodes_hitrates_as_tensor",
            "class_weights",
            "class_weights_as_tensor",
            "target_weights",
            "target_weights_as_tensor",
            "base_values",
            "base_values_as_tensor",
            "n_targets");

    /** What the name of a list of doubles ends with. */
    private static final String AS_TENSOR = "_as_tensor";

    private static final String LEAF = "LEAF";
    private static final Set<String> MODES =
            Set.of(LEAF, "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ");

    private final OnnxNode node;
    private final long[] trees;
    private final long[] ids;
    private final List<String> modes;
    /** Tree and number of each node in one number, ascending. */
    private long[] keys;
    /** Where the node of each key stands; null when at the key's own position, as converters write them. */
    private int[] places;

    private TreeLists(OnnxNode node) {
        this.node = node;
        this.trees = list("nodes_treeids");
        this.ids = list("nodes_nodeids");
        this.modes = node.attribute("nodes_modes").texts();
    }

    static boolean isOne(String operator) {
        return operator.equals("TreeEnsembleClassifier") || operator.equals("TreeEnsembleRegressor");
    }

    /** What is wrong with an operator for which {@link #isOne} holds, as the end of a sentence; empty when nothing is. */
    static Optional<String> problem(OnnxNode node) {
        TreeLists ensemble = new TreeLists(node);
        return ensemble.lengths().or(ensemble::structure).or(ensemble::leaves);
    }

    private Optional<String> lengths() {
        int n = trees.length;
        boolean equal = n > 0
                && ids.length == n
                && modes.size() == n
                && list("nodes_featureids").length == n
                && list("nodes_truenodeids").length == n
                && list("nodes_falsenodeids").length == n
                && noneOr(n, list("nodes_missing_value_tracks_true").length)
                && noneOr(n, floats("nodes_hitrates"))
                && floats("nodes_values") == n;
        return equal ? Optional.empty() : Optional.of("lists of nodes have different lengths");
    }

    private static boolean noneOr(int n, long length) {
        return length == 0 || length == n;
    }

    private Optional<String> structure() {
        index();
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] < 0 || i > 0 && keys[i] == keys[i - 1]) {
                return Optional.of("node " + (int) keys[i] + " of tree " + (keys[i] >> Integer.SIZE)
                        + " is there twice, or has no number that a node can have");
            }
        }
        long[] features = list("nodes_featureids");
        long[] whenTrue = list("nodes_truenodeids");
        long[] whenFalse = list("nodes_falsenodeids");
        boolean[] below = new boolean[trees.length];
        for (int i = 0; i < trees.length; i++) {
            if (!MODES.contains(modes.get(i)) || features[i] < 0) {
                return Optional.of("node " + ids[i] + " of tree " + trees[i] + " asks nothing that is known");
            }
            if (!modes.get(i).equals(LEAF)
                    && !(claim(trees[i], whenTrue[i], below) && claim(trees[i], whenFalse[i], below))) {
                return Optional.of("node " + ids[i] + " of tree " + trees[i] + " leads nowhere, or in a circle");
            }
        }
        return Optional.empty();
    }

    private void index() {
        keys = new long[trees.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(trees[i], ids[i]);
        }
        if (IntStream.range(1, keys.length).allMatch(i -> keys[i - 1] < keys[i])) {
            return;
        }
        long[] unordered = keys.clone();
        places = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> unordered[i]))
                .mapToInt(i -> i)
                .toArray();
        Arrays.sort(keys);
    }

    /** Negative when a number is. */
    private static long key(long tree, long node) {
        return tree < 0 || node < 0 || tree > Integer.MAX_VALUE || node > Integer.MAX_VALUE
                ? -1
                : tree << Integer.SIZE | node;
    }

    /** Where a node stands; negative when there is none. */
    private int position(long tree, long id) {
        int at = Arrays.binarySearch(keys, key(tree, id));
        return at < 0 || places == null ? at : places[at];
    }

    /** Takes a node as the child of another; false when it is not there, a root, or some other's child already. */
    private boolean claim(long tree, long child, boolean[] below) {
        int at = position(tree, child);
        if (at < 0 || below[at] || at == 0 || trees[at - 1] != tree) {
            return false;
        }
        below[at] = true;
        return true;
    }

    private Optional<String> leaves() {
        boolean classes = node.operator().equals("TreeEnsembleClassifier");
        String prefix = classes ? "class_" : "target_";
        long[] leafTrees = list(prefix + "treeids");
        long[] leafIds = list(prefix + "nodeids");
        long[] outputs = list(prefix + "ids");
        int m = leafTrees.length;
        if (leafIds.length != m || outputs.length != m || floats(prefix + "weights") != m) {
            return Optional.of("lists of leaves have different lengths");
        }
        long most = classes ? labels() : Math.max(1, node.attribute("n_targets").integer());
        if (floats("base_values") > most) {
            return Optional.of("there are more base values than the " + most + " outputs");
        }
        if (Arrays.stream(outputs).anyMatch(output -> output < 0 || output >= most)) {
            return Optional.of("a leaf votes for what is not among the " + most + " outputs");
        }
        for (int i = 0; i < m; i++) {
            int at = position(leafTrees[i], leafIds[i]);
            if (at < 0 || !modes.get(at).equals(LEAF)) {
                return Optional.of("tree " + leafTrees[i] + " has no leaf " + leafIds[i]);
            }
        }
        return Optional.empty();
    }

    private long labels() {
        return Math.max(
                node.attribute("classlabels_int64s").integers().length,
                node.attribute("classlabels_strings").texts().size());
    }

    private long[] list(String name) {
        return node.attribute(name).integers();
    }

    private long floats(String name) {
        return node.attribute(name).floats() + node.attribute(name + AS_TENSOR).floats();
    }
}
