package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.util.Arrays;

/** Finds the nodes of one tree by their numbers. */
final class NodeFinder {
    private final TreeEnsemble.Nodes nodes;
    /** Position + 1 by number; 0 where there is no such node. */
    private int[] positions = new int[0];

    private int size;

    NodeFinder(TreeEnsemble.Nodes nodes) {
        this.nodes = nodes;
    }

    /** Goes to the tree with the nodes {@code [from, to)}. */
    void enter(int from, int to) throws ForestBuilder.Unsupported {
        size = to - from;
        int greatest = 0;
        for (int node = from; node < to; node++) {
            greatest = Math.max(greatest, nodes.ids()[node]);
            // Numbers count from 0 in what exporters write.
            if (nodes.ids()[node] < 0 || nodes.ids()[node] > 4L * size) {
                throw new ForestBuilder.Unsupported("numbers of nodes with gaps");
            }
        }
        if (positions.length <= greatest) {
            positions = new int[greatest + 1];
        }
        Arrays.fill(positions, 0);
        for (int node = from; node < to; node++) {
            if (positions[nodes.ids()[node]] != 0) {
                throw new ForestBuilder.Unsupported("two nodes with one number");
            }
            positions[nodes.ids()[node]] = node + 1;
        }
    }

    /** Number of nodes. */
    int size() {
        return size;
    }

    /** The position of a node. */
    int find(int id) throws ForestBuilder.Unsupported {
        if (id < 0 || id >= positions.length || positions[id] == 0) {
            throw new ForestBuilder.Unsupported("a node that is not there");
        }
        return positions[id] - 1;
    }
}
