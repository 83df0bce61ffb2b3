package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

/**
 * A binary decision tree over float32 features; node 0 is the root.
 *
 * <p>At an inner node a row goes left when its feature is smaller than the threshold, and where {@code missingLeft} says
 * when the feature is {@code NaN}.
 *
 * @param output position of the first output that the leaves add to
 * @param width number of outputs that they add to
 * @param left left child of each node, -1 at a leaf
 * @param right right child of each node, ignored at a leaf
 * @param feature position of the feature of each node, ignored at a leaf
 * @param threshold of each node, ignored at a leaf
 * @param missingLeft whether {@code NaN} goes left, ignored at a leaf
 * @param leaves what each node adds to the outputs when it is a leaf, [nodes, width] row-major
 */
public record Tree(
        int output,
        int width,
        int[] left,
        int[] right,
        int[] feature,
        float[] threshold,
        boolean[] missingLeft,
        float[] leaves) {
    /** Number of nodes, leaves included. */
    public int size() {
        return left.length;
    }

    /**
     * Adds what the tree says of a row.
     *
     * @param matrix row-major features
     * @param at index of the row's first feature
     * @param sums of the outputs
     */
    public void add(float[] matrix, int at, double[] sums) {
        int node = 0;
        while (!isLeaf(node)) {
            float value = matrix[at + feature[node]];
            boolean goesLeft = Float.isNaN(value) ? missingLeft[node] : value < threshold[node];
            node = goesLeft ? left[node] : right[node];
        }
        for (int k = 0; k < width; k++) {
            sums[output + k] += leaves[node * width + k];
        }
    }

    boolean isLeaf(int node) {
        return left[node] < 0;
    }
}
