package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Writes a sum of decision trees as the operator {@code TreeEnsembleRegressor} of {@code ai.onnx.ml}. */
public final class TreeEnsembleNode {
    private final List<Tree> trees;

    private TreeEnsembleNode(List<Tree> trees) {
        this.trees = trees;
    }

    /**
     * Adds the trees to a graph.
     *
     * @param features float tensor [N, d]
     * @param outputs number of outputs k
     * @param baseValues what each output starts from, k long
     * @return float tensor [N, k]
     */
    public static String write(GraphBuilder graph, String features, List<Tree> trees, int outputs, float[] baseValues) {
        Node node = graph.mlNode("TreeEnsembleRegressor")
                .in(features)
                .attribute("n_targets", outputs)
                .attribute("aggregate_function", "SUM")
                .attribute("post_transform", "NONE")
                .attribute("base_values", baseValues);
        new TreeEnsembleNode(trees).write(node);
        return node.out("scores");
    }

    private void write(Node node) {
        node.ints("nodes_treeids", nodes((tree, t) -> n -> t))
                .ints("nodes_nodeids", nodes((tree, t) -> n -> n))
                .ints("nodes_featureids", inner((tree, n) -> tree.feature()[n]))
                .texts("nodes_modes", pieces(TreeEnsembleNode::isInner), "BRANCH_LT", "LEAF")
                .floats("nodes_values", pieces(TreeEnsembleNode::thresholds))
                .ints("nodes_truenodeids", inner((tree, n) -> tree.left()[n]))
                .ints("nodes_falsenodeids", inner((tree, n) -> tree.right()[n]))
                .ints("nodes_missing_value_tracks_true", inner((tree, n) -> tree.missingLeft()[n] ? 1 : 0))
                .ints("target_treeids", leaves((tree, t) -> i -> t))
                .ints("target_nodeids", leaves((tree, t) -> i -> i / tree.width()))
                .ints("target_ids", leaves((tree, t) -> i -> tree.output() + i % tree.width()))
                .floats("target_weights", pieces(TreeEnsembleNode::weights));
    }

    /** Numbers of a tree by position. */
    private interface Numbers {
        IntUnaryOperator of(Tree tree, int position);
    }

    /** A number of an inner node. */
    private interface NodeNumber {
        int of(Tree tree, int node);
    }

    private interface Maker<T> {
        T of(Tree tree);
    }

    private <T> Pieces<T> pieces(Maker<T> maker) {
        return new Pieces<>(trees.size(), t -> maker.of(trees.get(t)));
    }

    /** A number for each node. */
    private Pieces<int[]> nodes(Numbers numbers) {
        return new Pieces<>(trees.size(), t -> {
            int[] values = new int[trees.get(t).size()];
            IntUnaryOperator number = numbers.of(trees.get(t), t);
            for (int n = 0; n < values.length; n++) {
                values[n] = number.applyAsInt(n);
            }
            return values;
        });
    }

    /** A number for each node, 0 for leaves. */
    private Pieces<int[]> inner(NodeNumber number) {
        return nodes((tree, t) -> n -> tree.isLeaf(n) ? 0 : number.of(tree, n));
    }

    /** A number for each number of each leaf, by its place in {@link Tree#leaves}. */
    private Pieces<int[]> leaves(Numbers numbers) {
        return new Pieces<>(trees.size(), t -> {
            Tree tree = trees.get(t);
            int[] values = new int[leafNumbers(tree)];
            IntUnaryOperator number = numbers.of(tree, t);
            int at = 0;
            for (int i = 0; i < tree.leaves().length; i++) {
                if (tree.isLeaf(i / tree.width())) {
                    values[at++] = number.applyAsInt(i);
                }
            }
            return values;
        });
    }

    private static float[] weights(Tree tree) {
        float[] values = new float[leafNumbers(tree)];
        int at = 0;
        for (int i = 0; i < tree.leaves().length; i++) {
            if (tree.isLeaf(i / tree.width())) {
                values[at++] = tree.leaves()[i];
            }
        }
        return values;
    }

    private static int leafNumbers(Tree tree) {
        int leaves = 0;
        for (int n = 0; n < tree.size(); n++) {
            leaves += tree.isLeaf(n) ? 1 : 0;
        }
        return leaves * tree.width();
    }

    private static boolean[] isInner(Tree tree) {
        boolean[] values = new boolean[tree.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = !tree.isLeaf(n);
        }
        return values;
    }

    private static float[] thresholds(Tree tree) {
        float[] values = new float[tree.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = tree.isLeaf(n) ? 0 : tree.threshold()[n];
        }
        return values;
    }
}
