package io.jenkins.plugins.mlpipeline.engine.model.onnx;

/**
 * A binary decision tree over float32 features; node 0 is the root.
 *
 * <p>At an inner node a row goes left when its feature is smaller than the threshold, and where {@code missingLeft} says
 * when the feature is {@code NaN}.
 *
 * @param output position of the output that the leaves add to
 * @param left left child of each node, -1 at a leaf
 * @param right right child of each node, ignored at a leaf
 * @param feature position of the feature of each node, ignored at a leaf
 * @param value threshold of an inner node; what a leaf adds
 * @param missingLeft whether {@code NaN} goes left, ignored at a leaf
 */
public record Tree(int output, int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft) {
    /** Number of nodes, leaves included. */
    public int size() {
        return left.length;
    }

    /** The same tree adding to another output. */
    public Tree to(int otherOutput) {
        return new Tree(otherOutput, left, right, feature, value, missingLeft);
    }

    boolean isLeaf(int node) {
        return left[node] < 0;
    }
}
