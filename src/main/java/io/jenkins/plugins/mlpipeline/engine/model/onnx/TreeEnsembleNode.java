package io.jenkins.plugins.mlpipeline.engine.model.onnx;

import java.util.List;

/** Writes a sum of decision trees as the operator {@code TreeEnsembleRegressor} of {@code ai.onnx.ml}. */
public final class TreeEnsembleNode {
    private TreeEnsembleNode() {}

    /**
     * Adds the trees to a graph.
     *
     * @param features float tensor [N, d]
     * @param outputs number of outputs k
     * @param baseValues what each output starts from, k long
     * @return float tensor [N, k]
     */
    public static String write(GraphBuilder graph, String features, List<Tree> trees, int outputs, float[] baseValues) {
        int nodes = trees.stream().mapToInt(Tree::size).sum();
        int weights = trees.stream().mapToInt(TreeEnsembleNode::weights).sum();
        int[] treeIds = new int[nodes];
        int[] nodeIds = new int[nodes];
        int[] featureIds = new int[nodes];
        int[] trueIds = new int[nodes];
        int[] falseIds = new int[nodes];
        int[] missingTrue = new int[nodes];
        float[] thresholds = new float[nodes];
        boolean[] inner = new boolean[nodes];
        int[] leafTrees = new int[weights];
        int[] leafNodes = new int[weights];
        int[] leafOutputs = new int[weights];
        float[] leafValues = new float[weights];
        int at = 0;
        int leaf = 0;
        for (int t = 0; t < trees.size(); t++) {
            Tree tree = trees.get(t);
            for (int n = 0; n < tree.size(); n++, at++) {
                treeIds[at] = t;
                nodeIds[at] = n;
                if (tree.isLeaf(n)) {
                    for (int k = 0; k < tree.width(); k++) {
                        leafTrees[leaf] = t;
                        leafNodes[leaf] = n;
                        leafOutputs[leaf] = tree.output() + k;
                        leafValues[leaf++] = tree.leaves()[n * tree.width() + k];
                    }
                } else {
                    inner[at] = true;
                    featureIds[at] = tree.feature()[n];
                    trueIds[at] = tree.left()[n];
                    falseIds[at] = tree.right()[n];
                    missingTrue[at] = tree.missingLeft()[n] ? 1 : 0;
                    thresholds[at] = tree.threshold()[n];
                }
            }
        }
        return graph.mlNode("TreeEnsembleRegressor")
                .in(features)
                .attribute("n_targets", outputs)
                .attribute("aggregate_function", "SUM")
                .attribute("post_transform", "NONE")
                .attribute("base_values", baseValues)
                .attribute("nodes_treeids", treeIds)
                .attribute("nodes_nodeids", nodeIds)
                .attribute("nodes_featureids", featureIds)
                .attribute("nodes_modes", inner, "BRANCH_LT", "LEAF")
                .attribute("nodes_values", thresholds)
                .attribute("nodes_truenodeids", trueIds)
                .attribute("nodes_falsenodeids", falseIds)
                .attribute("nodes_missing_value_tracks_true", missingTrue)
                .attribute("target_treeids", leafTrees)
                .attribute("target_nodeids", leafNodes)
                .attribute("target_ids", leafOutputs)
                .attribute("target_weights", leafValues)
                .out("scores");
    }

    private static int weights(Tree tree) {
        int leaves = 0;
        for (int n = 0; n < tree.size(); n++) {
            leaves += tree.isLeaf(n) ? 1 : 0;
        }
        return leaves * tree.width();
    }
}
