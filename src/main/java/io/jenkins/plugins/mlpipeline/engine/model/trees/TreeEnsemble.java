package io.jenkins.plugins.mlpipeline.engine.model.trees;

/**
 * A sum of decision trees as ONNX' operators {@code TreeEnsembleClassifier} and {@code TreeEnsembleRegressor} describe it:
 * the nodes of all trees in one list, and one entry for each number that a leaf adds to an output.
 *
 * @param nodes all nodes
 * @param leaves what the leaves add
 * @param outputs number of outputs k: targets of a regressor, labels of a classifier
 * @param average whether sums are divided by the number of trees
 * @param baseValues what is added to each output at the end: none, one, or k
 * @param transform what is done to the sums
 * @param labels a classifier's labels; null for a regressor
 */
public record TreeEnsemble(
        Nodes nodes,
        Leaves leaves,
        int outputs,
        boolean average,
        float[] baseValues,
        PostTransform transform,
        ClassList labels) {
    /**
     * Nodes; a tree's nodes stand together, its root first.
     *
     * @param trees tree of each node
     * @param ids its number within the tree
     * @param modes how it decides; null where that is not supported
     * @param features column that it asks about
     * @param thresholds what it compares with
     * @param whenTrue node that a row goes to when the comparison holds
     * @param whenFalse node that it goes to else
     * @param missingTrue whether the comparison holds for {@code NaN}; empty for nowhere
     */
    public record Nodes(
            int[] trees,
            int[] ids,
            BranchMode[] modes,
            int[] features,
            float[] thresholds,
            int[] whenTrue,
            int[] whenFalse,
            boolean[] missingTrue) {
        /** Whether every list has as many entries as the others. */
        public boolean isComplete() {
            int count = count();
            return ids.length == count
                    && modes.length == count
                    && features.length == count
                    && thresholds.length == count
                    && whenTrue.length == count
                    && whenFalse.length == count
                    && (missingTrue.length == count || missingTrue.length == 0);
        }

        int count() {
            return trees.length;
        }
    }

    /**
     * What leaves add, an entry for each number.
     *
     * @param trees tree of the leaf
     * @param nodes its number within the tree
     * @param outputs output that the weight is added to
     * @param weights what is added
     */
    public record Leaves(int[] trees, int[] nodes, int[] outputs, float[] weights) {
        /** Whether every list has as many entries as the others. */
        public boolean isComplete() {
            int count = count();
            return nodes.length == count && outputs.length == count && weights.length == count;
        }

        int count() {
            return trees.length;
        }
    }

    /**
     * A classifier's labels: one of the two is null.
     *
     * @param integers labels as integers
     * @param texts labels as texts
     */
    public record ClassList(long[] integers, String[] texts) {
        /** Number of labels. */
        public int count() {
            return integers == null ? texts.length : integers.length;
        }
    }

    boolean isClassifier() {
        return labels != null;
    }
}
