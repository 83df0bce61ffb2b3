package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Trees laid out for evaluating many rows: the answers are those of ONNX Runtime, whose own evaluation takes several times
 * as long.
 *
 * <p>A node is one {@code long}: the key of its threshold in the upper half; below it the column of its feature and the
 * position of its first child, the second one being next to it. A step is then a load of the node, a load of the row's
 * key, and the sign of a difference: no branch that a processor could predict wrongly. Leaves lead to themselves. Eight
 * rows go through a tree at once, so that their loads overlap, and a block of rows goes through one tree after the other,
 * so that both stay in the caches.
 *
 * <p>Sums are float32 and in the order of the trees, as in ONNX Runtime. Immutable; for several threads at once.
 */
final class Forest {
    /** Rows that go through all trees before the next. */
    static final int BLOCK = 256;

    /** Rows that go through a tree at once. */
    static final int LANES = 8;

    /** Bits of a node that hold the position of its first child; the column of its feature has the next ten. */
    static final int CHILD_BITS = 22;

    private static final int SIGN = 63;
    /** Steps before it is asked for the first time which rows are at their leaves, and between that and the next time. */
    private static final int FIRST_STEPS = 8;

    private static final int STEPS = 4;

    private final ForestLayout layout;
    /** As many as a power of two, so that a mask keeps a position within. */
    private final long[] nodes;
    /** Null where rows go step by step from the root on. */
    private final TopLevels top;

    Forest(ForestLayout layout) {
        this.layout = layout;
        this.nodes = layout.nodes();
        this.top = TopLevels.of(nodes, layout.roots(), layout.keyColumns());
    }

    /** The key of a node's threshold. */
    static int key(long node) {
        return (int) (node >> Integer.SIZE);
    }

    /** The column of a node's feature. */
    static int column(long node) {
        return (int) node >>> CHILD_BITS;
    }

    /** The position of a node's first child. */
    static int child(long node) {
        return (int) node & (1 << CHILD_BITS) - 1;
    }

    /** Columns that rows must have at least. */
    int leastColumns() {
        return layout.columns();
    }

    int trees() {
        return layout.trees();
    }

    /**
     * Adds up what the trees say of rows.
     *
     * @param values row-major features
     * @param width features of a row
     * @param sums filled with {@code rows * outputs} sums, row by row
     */
    void sum(FloatBuffer values, int rows, int width, float[] sums) {
        Block block = new Block(layout.keyColumns());
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            layout.keys(values, from * width, width, count, block.keys);
            if (top != null) {
                top.take(block.keys, count, block.rows);
            }
            for (int tree = 0; tree < layout.trees(); tree++) {
                int depth = 0;
                if (top == null) {
                    Arrays.fill(block.places, 0, count, layout.root(tree));
                } else {
                    top.descend(tree, count, block.rows, block.places);
                    depth = TopLevels.LEVELS;
                }
                block.begin(count);
                int deepest = layout.deepest(tree);
                int steps;
                for (; depth < deepest; depth += steps) {
                    steps = Math.min(Math.max(FIRST_STEPS - depth, STEPS), deepest - depth);
                    advance(block, steps);
                    if (depth + steps < deepest) {
                        block.keepMoving(nodes);
                    }
                }
                layout.add(block.places, nodes.length - 1, count, sums, from * layout.outputs());
            }
        }
    }

    /** Rows on their way through a tree. */
    private static final class Block {
        private final int stride;
        private final int[] keys;
        /** Where each row is; the lower half of the node that led there, so that the column is above the place. */
        private final int[] places = new int[BLOCK];
        /** Rows that are not known to be at a leaf; a group of lanes is filled up with any. */
        private final int[] moving = new int[BLOCK + LANES];

        private final TopLevels.Rows rows;
        private int count;

        Block(int stride) {
            this.stride = stride;
            this.keys = new int[BLOCK * stride];
            this.rows = new TopLevels.Rows(stride);
        }

        /** Begins a tree in which rows have got their places. */
        void begin(int all) {
            count = all;
            for (int row = 0; row < all; row++) {
                moving[row] = row;
            }
            fillUp();
        }

        void keepMoving(long[] nodes) {
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = moving[i];
                moving[kept] = row;
                kept += key(nodes[places[row] & nodes.length - 1]) == FloatKeys.TOP ? 0 : 1;
            }
            count = kept;
            fillUp();
        }

        /** A row that is there twice goes the same way twice. */
        private void fillUp() {
            for (int i = count; i % LANES != 0; i++) {
                moving[i] = moving[0];
            }
        }
    }

    /** Takes the moving rows some steps further. */
    private void advance(Block block, int steps) {
        int[] keys = block.keys;
        int[] places = block.places;
        for (int i = 0; i < block.count; i += LANES) {
            int r0 = block.moving[i];
            int r1 = block.moving[i + 1];
            int r2 = block.moving[i + 2];
            int r3 = block.moving[i + 3];
            int r4 = block.moving[i + 4];
            int r5 = block.moving[i + 5];
            int r6 = block.moving[i + 6];
            int r7 = block.moving[i + 7];
            int k0 = r0 * block.stride;
            int k1 = r1 * block.stride;
            int k2 = r2 * block.stride;
            int k3 = r3 * block.stride;
            int k4 = r4 * block.stride;
            int k5 = r5 * block.stride;
            int k6 = r6 * block.stride;
            int k7 = r7 * block.stride;
            int n0 = places[r0];
            int n1 = places[r1];
            int n2 = places[r2];
            int n3 = places[r3];
            int n4 = places[r4];
            int n5 = places[r5];
            int n6 = places[r6];
            int n7 = places[r7];
            for (int step = 0; step < steps; step++) {
                n0 = next(n0, keys, k0);
                n1 = next(n1, keys, k1);
                n2 = next(n2, keys, k2);
                n3 = next(n3, keys, k3);
                n4 = next(n4, keys, k4);
                n5 = next(n5, keys, k5);
                n6 = next(n6, keys, k6);
                n7 = next(n7, keys, k7);
            }
            places[r0] = n0;
            places[r1] = n1;
            places[r2] = n2;
            places[r3] = n3;
            places[r4] = n4;
            places[r5] = n5;
            places[r6] = n6;
            places[r7] = n7;
        }
    }

    private int next(int at, int[] keys, int row) {
        long node = nodes[at & nodes.length - 1];
        int low = (int) node;
        long key = keys[row + (low >>> CHILD_BITS)];
        // One when the key is above the threshold.
        int above = (int) ((node >> Integer.SIZE) - key >>> SIGN);
        return low + above;
    }
}
