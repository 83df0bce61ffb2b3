package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The first four levels of trees. All their decisions are made for all rows of a block, in loops without branches over
 * columns of keys, which the JVM compiles to vector instructions; the bits then are put together to the way of each row.
 * That is most of fifteen decisions too many, and still takes a fifth of the time of going four steps row by row.
 */
final class TopLevels {
    static final int LEVELS = 4;

    /** Decisions of two levels: of a node and of its children. */
    private static final int PAIR = 3;

    private static final int PAIR_ENDS = 4;
    private static final int PAIRS = 1 + PAIR_ENDS;
    private static final int DECISIONS = PAIRS * PAIR;
    private static final int ENDS = PAIR_ENDS * PAIR_ENDS;
    private static final int SIGN = Integer.SIZE - 1;

    private final NarrowKeys[] keys;
    /** Pairs of levels of each tree: the root's, then those of its grandchildren. */
    private final int[] columns;

    private final int[] thresholds;
    /** Position of the node to which each way leads. */
    private final int[] ends;

    private final long[] nodes;

    private TopLevels(long[] nodes, int[] roots, int keyColumns) {
        this.nodes = nodes;
        this.keys = Stream.generate(NarrowKeys::new).limit(keyColumns).toArray(NarrowKeys[]::new);
        this.columns = new int[roots.length * DECISIONS];
        this.thresholds = new int[roots.length * DECISIONS];
        this.ends = new int[roots.length * ENDS];
        for (int tree = 0; tree < roots.length; tree++) {
            int[] grandchildren = pair(roots[tree], tree * DECISIONS);
            for (int i = 0; i < PAIR_ENDS; i++) {
                int[] way = pair(grandchildren[i], tree * DECISIONS + (i + 1) * PAIR);
                System.arraycopy(way, 0, ends, tree * ENDS + i * PAIR_ENDS, PAIR_ENDS);
            }
        }
    }

    /**
     * The first levels of laid out trees; null where thresholds lie too far apart.
     *
     * @param nodes as a {@link Forest} has them
     * @param roots position of each tree's root
     */
    static TopLevels of(long[] nodes, int[] roots, int keyColumns) {
        TopLevels top = new TopLevels(nodes, roots, keyColumns);
        if (!Arrays.stream(top.keys).allMatch(NarrowKeys::isPossible)) {
            return null;
        }
        for (int i = 0; i < top.thresholds.length; i++) {
            top.thresholds[i] = top.thresholds[i] == FloatKeys.TOP
                    ? NarrowKeys.LIMIT
                    : top.keys[top.columns[i]].narrow(top.thresholds[i]);
        }
        return top;
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
        return isLeaf(node) ? node : Forest.child(nodes[node]) + side;
    }

    private boolean isLeaf(int node) {
        return Forest.key(nodes[node]) == FloatKeys.TOP;
    }

    private void decision(int node, int at) {
        thresholds[at] = Forest.key(nodes[node]);
        if (!isLeaf(node)) {
            columns[at] = Forest.column(nodes[node]);
            keys[columns[at]].add(thresholds[at]);
        }
    }

    /** Rows of a block, column by column. */
    static final class Rows {
        private final int[][] columns;
        private final int[] way = new int[Forest.BLOCK];
        private final int[][] further = new int[PAIR_ENDS][Forest.BLOCK];

        Rows(int keyColumns) {
            this.columns = new int[keyColumns][Forest.BLOCK];
        }
    }

    /**
     * Takes rows.
     *
     * @param rowMajor their keys, row by row
     */
    void take(int[] rowMajor, int count, Rows rows) {
        int width = rows.columns.length;
        for (int column = 0; column < width; column++) {
            int[] target = rows.columns[column];
            for (int row = 0; row < count; row++) {
                target[row] = rowMajor[row * width + column];
            }
            keys[column].narrow(target, count);
        }
    }

    /**
     * Takes rows through the first levels of a tree.
     *
     * @param places filled with the position of the node that each reaches; a leaf where that is above
     */
    void descend(int tree, int count, Rows rows, int[] places) {
        int at = tree * DECISIONS;
        decide(at, count, rows.columns, rows.way);
        for (int i = 0; i < PAIR_ENDS; i++) {
            decide(at + (i + 1) * PAIR, count, rows.columns, rows.further[i]);
        }
        join(rows.way, rows.further[0], rows.further[1], rows.further[2], rows.further[3], count);
        int[] way = rows.way;
        int first = tree * ENDS;
        for (int row = 0; row < count; row++) {
            places[row] = ends[first + way[row]];
        }
    }

    private void decide(int at, int count, int[][] rows, int[] way) {
        decide(
                rows[columns[at]],
                rows[columns[at + 1]],
                rows[columns[at + 2]],
                thresholds[at],
                thresholds[at + 1],
                thresholds[at + 2],
                count,
                way);
    }

    /** Two bits for each row: on which side of a node's threshold it is, and on which of that child's. */
    private static void decide(
            int[] keys, int[] below, int[] above, int key, int keyBelow, int keyAbove, int count, int[] way) {
        for (int row = 0; row < count; row++) {
            int first = key - keys[row] >> SIGN;
            int ifBelow = keyBelow - below[row] >> SIGN;
            int ifAbove = keyAbove - above[row] >> SIGN;
            way[row] = first & 2 | (ifBelow ^ (ifBelow ^ ifAbove) & first) & 1;
        }
    }

    /** Appends to the way of each row that of the grandchild where it leads. */
    private static void join(int[] way, int[] w0, int[] w1, int[] w2, int[] w3, int count) {
        for (int row = 0; row < count; row++) {
            int so = way[row];
            int odd = -(so & 1);
            int upper = -(so >> 1);
            int low = w0[row] ^ (w0[row] ^ w1[row]) & odd;
            int high = w2[row] ^ (w2[row] ^ w3[row]) & odd;
            way[row] = so << 2 | low ^ (low ^ high) & upper;
        }
    }
}
