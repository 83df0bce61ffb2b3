package io.jenkins.plugins.mlpipeline.engine.training.forest;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.Arrays;

/** A tree while it grows: nodes begin as leaves and may be split once. */
final class TreeBuffer {
    private static final int LEAF = -1;
    private static final int FIRST = 64;

    private final int width;
    private int size;
    private int[] left = new int[FIRST];
    private int[] right = new int[FIRST];
    private int[] feature = new int[FIRST];
    private float[] threshold = new float[FIRST];
    private boolean[] missingLeft = new boolean[FIRST];
    private float[] leaves;

    /** @param width numbers in a leaf */
    TreeBuffer(int width) {
        this.width = width;
        leaves = new float[FIRST * width];
    }

    /** Appends a leaf that holds sums divided by a weight; answers its position. */
    int leaf(double[] sums, double weight) {
        if (size == left.length) {
            int more = size * 2;
            left = Arrays.copyOf(left, more);
            right = Arrays.copyOf(right, more);
            feature = Arrays.copyOf(feature, more);
            threshold = Arrays.copyOf(threshold, more);
            missingLeft = Arrays.copyOf(missingLeft, more);
            leaves = Arrays.copyOf(leaves, more * width);
        }
        left[size] = LEAF;
        right[size] = LEAF;
        for (int k = 0; k < width; k++) {
            leaves[size * width + k] = (float) (sums[k] / weight);
        }
        return size++;
    }

    /** Makes a leaf an inner node. */
    void split(int node, int leftChild, int rightChild, int byFeature, float at, boolean gapsLeft) {
        left[node] = leftChild;
        right[node] = rightChild;
        feature[node] = byFeature;
        threshold[node] = at;
        missingLeft[node] = gapsLeft;
    }

    Tree build() {
        return new Tree(
                0,
                width,
                Arrays.copyOf(left, size),
                Arrays.copyOf(right, size),
                Arrays.copyOf(feature, size),
                Arrays.copyOf(threshold, size),
                Arrays.copyOf(missingLeft, size),
                Arrays.copyOf(leaves, size * width));
    }
}
