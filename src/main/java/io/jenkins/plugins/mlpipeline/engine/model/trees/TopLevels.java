package io.jenkins.plugins.mlpipeline.engine.model.trees;

/**
 * The first four levels of trees. All their decisions are made for all rows of a block, in loops without branches over
 * columns of keys, which the JVM compiles to vector instructions; the bits then are put together to the way of each row.
 * Eleven of these fifteen decisions are for nothing, and still it takes a quarter of the time of four steps row by row.
 */
final class TopLevels {
    static final int LEVELS = 4;

    /** Decisions of two levels: of a node and of its children. */
    private static final int PAIR = 3;

    private static final int PAIR_ENDS = 4;
    private static final int DECISIONS = (1 + PAIR_ENDS) * PAIR;
    private static final int ENDS = PAIR_ENDS * PAIR_ENDS;
    private static final int SIGN = Integer.SIZE - 1;

    private final long[] nodes;
    /** Two levels of each tree at a time: at the root, then at its grandchildren. */
    private final int[] columns;

    private final int[] thresholds;
    /** Position of the node to which each way leads. */
    private final int[] ends;

    /**
     * @param nodes as a {@link Forest} has them
     * @param roots position of each tree's root
     */
    TopLevels(long[] nodes, int[] roots) {
        this.nodes = nodes;
        this.columns = new int[roots.length * DECISIONS];
        this.thresholds = new int[roots.length * DECISIONS];
        this.ends = new int[roots.length * ENDS];
        for (int tree = 0; tree < roots.length; tree++) {
            int[] grandchildren = pair(roots[tree], tree * DECISIONS);
            for (int i = 0; i < PAIR_ENDS; i++) {
                int[] reached = pair(grandchildren[i], tree * DECISIONS + (i + 1) * PAIR);
                System.arraycopy(reached, 0, ends, tree * ENDS + i * PAIR_ENDS, PAIR_ENDS);
            }
        }
    }

    /** Notes the decisions of a node and its children; answers its grandchildren. A leaf is its own child. */
    private int[] pair(int node, int at) {
        int below = child(node, 0);
        int above = child(node, 1);
        decision(node, at);
        decision(below, at + 1);
        decision(above, at + 2);
        return new int[] {child(below, 0), child(below, 1), child(above, 0), child(above, 1)};
    }

    private int child(int node, int side) {
        return Forest.isLeaf(nodes[node]) ? node : Forest.child(nodes[node]) + side;
    }

    private void decision(int node, int at) {
        thresholds[at] = Forest.key(nodes[node]);
        columns[at] = Forest.column(nodes[node]);
    }

    /** The rows of a block on their ways. */
    static final class Rows {
        /** Each column is an array of its own, without which there would be no vector instructions. */
        private final int[][] keys;

        private final int[] first = new int[Forest.BLOCK];
        private final int[][] further = new int[PAIR_ENDS][Forest.BLOCK];

        Rows(int keyColumns) {
            keys = new int[keyColumns][Forest.BLOCK];
        }

        /**
         * Takes rows.
         *
         * @param given see {@link ForestLayout#keys}
         */
        void take(int[] given) {
            for (int column = 0; column < keys.length; column++) {
                System.arraycopy(given, column * Forest.BLOCK, keys[column], 0, Forest.BLOCK);
            }
        }
    }

    /**
     * Takes rows through the first levels of a tree.
     *
     * @param places filled with the position of the node that each row reaches; a leaf where that is above
     */
    void descend(int tree, Rows rows, int count, int[] places) {
        int at = tree * DECISIONS;
        decide(at, rows.keys, count, rows.first);
        for (int i = 0; i < PAIR_ENDS; i++) {
            decide(at + (i + 1) * PAIR, rows.keys, count, rows.further[i]);
        }
        join(rows.first, rows.further[0], rows.further[1], rows.further[2], rows.further[3], count);
        int first = tree * ENDS;
        for (int row = 0; row < count; row++) {
            places[row] = ends[first + rows.first[row]];
        }
    }

    private void decide(int at, int[][] keys, int rows, int[] way) {
        decide(
                keys[columns[at]],
                keys[columns[at + 1]],
                keys[columns[at + 2]],
                thresholds[at],
                thresholds[at + 1],
                thresholds[at + 2],
                rows,
                way);
    }

    /** Two bits for each row: on which side of a node's threshold it is, and on which of that child's. */
    private static void decide(
            int[] node, int[] below, int[] above, int key, int keyBelow, int keyAbove, int rows, int[] way) {
        for (int row = 0; row < rows; row++) {
            int isAbove = key - node[row] >> SIGN;
            int ifBelow = keyBelow - below[row] >> SIGN;
            int ifAbove = keyAbove - above[row] >> SIGN;
            way[row] = isAbove & 2 | (ifBelow ^ (ifBelow ^ ifAbove) & isAbove) & 1;
        }
    }

    /** Appends to the way of each row that of the grandchild where it leads. */
    private static void join(int[] way, int[] w0, int[] w1, int[] w2, int[] w3, int rows) {
        for (int row = 0; row < rows; row++) {
            int so = way[row];
            int odd = -(so & 1);
            int upper = -(so >> 1);
            int low = w0[row] ^ (w0[row] ^ w1[row]) & odd;
            int high = w2[row] ^ (w2[row] ^ w3[row]) & odd;
            way[row] = so << 2 | low ^ (low ^ high) & upper;
        }
    }
}
