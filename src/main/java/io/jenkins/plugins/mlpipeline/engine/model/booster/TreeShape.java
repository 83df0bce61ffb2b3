package io.jenkins.plugins.mlpipeline.engine.model.booster;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.Arrays;

/** Whether what a file says is a tree: whoever walks it comes to an end. */
final class TreeShape {
    private final Tree from;
    /** Where each node goes; -1 where nothing leads to it, as to those that were pruned. */
    private final int[] places;
    /** The nodes that can be reached, in their new order. */
    private final int[] kept;

    private int count;

    private TreeShape(Tree from) {
        this.from = from;
        this.places = new int[from.size()];
        this.kept = new int[from.size()];
        Arrays.fill(places, -1);
    }

    /**
     * A tree of the nodes that can be reached.
     *
     * @param features of a row
     * @throws Unreadable when a node leads nowhere, or twice to the same
     */
    static Tree checked(Tree tree, int features) {
        int size = tree.size();
        if (size == 0
                || tree.right().length != size
                || tree.feature().length != size
                || tree.threshold().length != size
                || tree.missingLeft().length != size
                || tree.leaves().length != size) {
            throw broken();
        }
        return new TreeShape(tree).walk(features);
    }

    private Tree walk(int features) {
        take(0);
        for (int next = 0; next < count; next++) {
            int node = kept[next];
            if (from.left()[node] < 0) {
                continue;
            }
            take(from.left()[node]);
            take(from.right()[node]);
            int feature = from.feature()[node];
            if (feature < 0 || feature >= features || Float.isNaN(from.threshold()[node])) {
                throw broken();
            }
        }
        return count == from.size() ? from : compact();
    }

    private void take(int node) {
        if (node < 0 || node >= places.length || places[node] >= 0) {
            throw broken();
        }
        places[node] = count;
        kept[count++] = node;
    }

    private Tree compact() {
        int[] left = new int[count];
        int[] right = new int[count];
        int[] feature = new int[count];
        float[] threshold = new float[count];
        boolean[] missingLeft = new boolean[count];
        float[] leaves = new float[count];
        for (int i = 0; i < count; i++) {
            int node = kept[i];
            boolean inner = from.left()[node] >= 0;
            left[i] = inner ? places[from.left()[node]] : -1;
            right[i] = inner ? places[from.right()[node]] : -1;
            feature[i] = inner ? from.feature()[node] : 0;
            threshold[i] = from.threshold()[node];
            missingLeft[i] = from.missingLeft()[node];
            leaves[i] = from.leaves()[node];
        }
        return new Tree(from.output(), 1, left, right, feature, threshold, missingLeft, leaves);
    }

    private static Unreadable broken() {
        return new Unreadable("has a tree in it that is none. Save the model again.");
    }
}
