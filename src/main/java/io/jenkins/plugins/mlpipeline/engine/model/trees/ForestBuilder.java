package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.util.Arrays;

/**
 * Lays trees out: breadth first, so that the first levels of a tree, through which every row goes, lie together, and the
 * two children of a node next to each other.
 */
final class ForestBuilder {
    /** Thrown where an ensemble is not one of trees, or not one that a {@link Forest} can hold. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        Unsupported(String reason) {
            super(reason);
        }
    }

    private static final int MOST_COLUMNS = 1 << (Integer.SIZE - Forest.CHILD_BITS);

    private final TreeEnsemble.Nodes from;
    private final TreeEnsemble ensemble;
    private final int count;
    private final int columns;
    private final boolean high;
    private final boolean low;
    private final long[] nodes;
    /** Where a node of the ensemble lies in the layout. */
    private final int[] places;

    private int placed;

    private ForestBuilder(TreeEnsemble ensemble) throws Unsupported {
        this.ensemble = ensemble;
        this.from = ensemble.nodes();
        this.count = from.count();
        int greatest = -1;
        boolean above = false;
        boolean below = false;
        for (int node = 0; node < count; node++) {
            requireSupported(node);
            if (from.modes()[node] != BranchMode.LEAF) {
                greatest = Math.max(greatest, from.features()[node]);
                above |= !missingBelow(node);
                below |= missingBelow(node);
            }
        }
        this.columns = Math.max(1, greatest + 1);
        this.high = above || !below;
        this.low = below;
        if (count > 1 << Forest.CHILD_BITS || columns > MOST_COLUMNS / 2) {
            throw new Unsupported("too many nodes or columns");
        }
        this.nodes = new long[Math.max(1, Integer.highestOneBit(2 * count - 1))];
        this.places = new int[count];
        Arrays.fill(places, -1);
    }

    /**
     * Lays an ensemble out.
     *
     * @throws Unsupported when it has no such form
     */
    static Forest build(TreeEnsemble ensemble) throws Unsupported {
        return new Forest(new ForestBuilder(ensemble).layout());
    }

    private void requireSupported(int node) throws Unsupported {
        BranchMode mode = from.modes()[node];
        if (mode == null) {
            throw new Unsupported("a comparison that is not supported");
        }
        if (mode != BranchMode.LEAF && (Float.isNaN(from.thresholds()[node]) || from.features()[node] < 0)) {
            throw new Unsupported("a threshold that is not a number");
        }
    }

    private boolean missingBelow(int node) {
        boolean tracksTrue = from.missingTrue().length > 0 && from.missingTrue()[node];
        return from.modes()[node].holdsBelow == tracksTrue;
    }

    private ForestLayout layout() throws Unsupported {
        int[] starts = starts();
        int trees = starts.length - 1;
        int[] roots = new int[trees];
        int[] deepest = new int[trees];
        NodeFinder finder = new NodeFinder(from);
        LeafWeights weights = new LeafWeights(ensemble, places);
        for (int tree = 0; tree < trees; tree++) {
            roots[tree] = placed;
            finder.enter(starts[tree], starts[tree + 1]);
            deepest[tree] = place(finder, starts[tree]);
            if (placed != starts[tree + 1]) {
                throw new Unsupported("nodes outside of the trees");
            }
            weights.enter(finder, from.trees()[starts[tree]]);
        }
        weights.requireAll();
        return new ForestLayout(
                nodes,
                narrow(),
                roots,
                deepest,
                columns,
                high,
                low,
                ensemble.outputs(),
                weights.single(),
                weights.first(),
                weights.targets(),
                weights.weights());
    }

    /** First node of each tree, in the order of the ensemble, and the number of nodes. */
    private int[] starts() throws Unsupported {
        int[] starts = new int[count + 1];
        int trees = 0;
        for (int node = 0; node < count; node++) {
            if (node == 0 || from.trees()[node] != from.trees()[node - 1]) {
                if (node > 0 && from.trees()[node] < from.trees()[node - 1]) {
                    throw new Unsupported("trees that are not in order");
                }
                starts[trees++] = node;
            }
        }
        if (trees == 0) {
            throw new Unsupported("no trees");
        }
        starts[trees] = count;
        return Arrays.copyOf(starts, trees + 1);
    }

    /** Places a tree, breadth first; answers its depth. */
    private int place(NodeFinder finder, int root) throws Unsupported {
        int[] queue = new int[finder.size()];
        int[] depths = new int[finder.size()];
        int[] columnOf = new int[finder.size()];
        int filled = 1;
        queue[0] = root;
        places[root] = placed++;
        for (int done = 0; done < filled; done++) {
            int node = queue[done];
            BranchMode mode = from.modes()[node];
            if (mode == BranchMode.LEAF) {
                // With its parent's column a leaf's lower half is what leads to it, so that a row stays visibly.
                nodes[places[node]] = Forest.node(FloatKeys.TOP, columnOf[done], places[node]);
                continue;
            }
            int whenTrue = finder.find(from.whenTrue()[node]);
            int whenFalse = finder.find(from.whenFalse()[node]);
            if (places[whenTrue] >= 0 || places[whenFalse] >= 0 || whenTrue == whenFalse) {
                throw new Unsupported("a node with two parents");
            }
            int key = FloatKeys.of(from.thresholds()[node]) - (mode.thresholdIsAbove ? 1 : 0);
            int column = ForestLayout.keyColumn(from.features()[node], missingBelow(node), columns, high && low);
            nodes[places[node]] = Forest.node(key, column, placed);
            for (int child : mode.holdsBelow ? new int[] {whenTrue, whenFalse} : new int[] {whenFalse, whenTrue}) {
                places[child] = placed++;
                depths[filled] = depths[done] + 1;
                columnOf[filled] = column;
                queue[filled++] = child;
            }
        }
        return depths[filled - 1];
    }

    /** Makes the keys of all nodes narrow; answers what did, by column. */
    private NarrowKeys[] narrow() {
        int[] sizes = new int[high && low ? 2 * columns : columns];
        for (int node = 0; node < count; node++) {
            sizes[Forest.column(nodes[node])] += isLeaf(node) ? 0 : 1;
        }
        int[][] thresholds = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int node = 0; node < count; node++) {
            if (!isLeaf(node)) {
                int column = Forest.column(nodes[node]);
                thresholds[column][--sizes[column]] = Forest.key(nodes[node]);
            }
        }
        NarrowKeys[] narrow = Arrays.stream(thresholds).map(NarrowKeys::new).toArray(NarrowKeys[]::new);
        for (int node = 0; node < count; node++) {
            int column = Forest.column(nodes[node]);
            int key = isLeaf(node) ? NarrowKeys.LIMIT : narrow[column].narrow(Forest.key(nodes[node]));
            nodes[node] = Forest.node(key, column, Forest.child(nodes[node]));
        }
        return narrow;
    }

    /** Whether a node of the layout is a leaf, as long as its key is not narrow. */
    private boolean isLeaf(int node) {
        return Forest.key(nodes[node]) == FloatKeys.TOP;
    }
}
