package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.nio.FloatBuffer;

/**
 * Trees laid out for evaluating many rows: the answers are those of ONNX Runtime, whose own evaluation takes several times
 * as long.
 *
 * <p>A node is one {@code long}: the key of its threshold in the upper half; below it the column of its feature and the
 * position of its first child, the second one being next to it. A step is then a load of the node, a load of the row's
 * key, and the sign of a difference: no branch that a processor could predict wrongly. Leaves lead to themselves. Eight
 * rows go through a tree at once, so that their loads overlap, and a block of rows goes through one tree after the other,
 * so that both stay in the caches. The first steps are taken by all rows of a block together, see {@link TopLevels}.
 *
 * <p>Sums are float32 and in the order of the trees, as in ONNX Runtime. Immutable; for several threads at once.
 */
final class Forest {
    /** Bits of the number of a row in its block. */
    private static final int BLOCK_BITS = 8;

    /** Rows that go through all trees before the next. */
    static final int BLOCK = 1 << BLOCK_BITS;

    /** Rows that go through a tree at once. */
    private static final int LANES = 8;

    /** Bits of a node that hold the position of its first child; the column of its feature has the next ten. */
    static final int CHILD_BITS = 22;

    private static final int SIGN = 31;
    /** Steps after which it is asked which rows are at their leaves. */
    private static final int STEPS = 4;

    private final ForestLayout layout;
    /** As many as a power of two, so that a mask keeps a position within. */
    private final long[] nodes;

    private final TopLevels top;

    Forest(ForestLayout layout) {
        this.layout = layout;
        this.nodes = layout.nodes();
        this.top = new TopLevels(nodes, layout.roots());
    }

    static long node(int key, int column, int child) {
        return (long) key << Integer.SIZE | (long) column << CHILD_BITS | child;
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

    static boolean isLeaf(long node) {
        return key(node) == NarrowKeys.LIMIT;
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
            block.first.take(block.keys);
            for (int tree = 0; tree < layout.trees(); tree++) {
                top.descend(tree, block.first, count, block.places);
                descend(block, count, layout.deepest(tree) - TopLevels.LEVELS);
                layout.add(block.places, nodes.length - 1, count, sums, from * layout.outputs());
            }
        }
    }

    /** Takes rows through the other levels of a tree. */
    private void descend(Block block, int count, int levels) {
        advance(block, count, Math.min(STEPS, levels));
        if (levels > STEPS) {
            block.moveAll(count);
        }
        for (int level = STEPS; level < levels; level += STEPS) {
            block.keepMoving(nodes);
            advanceMoving(block, Math.min(STEPS, levels - level));
        }
    }

    /** Rows on their way through a tree. */
    private static final class Block {
        /** See {@link ForestLayout#keys}. */
        private final int[] keys;
        /** Where each row is; the lower half of the node that led there, so that the column is above the place. */
        private final int[] places = new int[BLOCK];
        /** Rows that are not known to be at a leaf; a group of lanes is filled up with any. */
        private final int[] moving = new int[BLOCK + LANES];

        private final TopLevels.Rows first;
        private int count;

        Block(int keyColumns) {
            this.keys = new int[BLOCK * keyColumns];
            this.first = new TopLevels.Rows(keyColumns);
        }

        void moveAll(int rows) {
            count = rows;
            for (int row = 0; row < rows; row++) {
                moving[row] = row;
            }
        }

        void keepMoving(long[] nodes) {
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = moving[i];
                moving[kept] = row;
                kept += isLeaf(nodes[places[row] & nodes.length - 1]) ? 0 : 1;
            }
            count = kept;
            // A row that is there twice goes the same way twice.
            for (int i = count; i % LANES != 0; i++) {
                moving[i] = moving[0];
            }
        }
    }

    /**
     * Takes all rows some steps further, and some that are none where a group of lanes is not full. Apart from {@link
     * #advanceMoving}, since neighbours need no register each for their numbers, which makes a step a fifth faster.
     */
    private void advance(Block block, int count, int steps) {
        int[] keys = block.keys;
        int[] places = block.places;
        for (int row = 0; row < count; row += LANES) {
            int n0 = places[row];
            int n1 = places[row + 1];
            int n2 = places[row + 2];
            int n3 = places[row + 3];
            int n4 = places[row + 4];
            int n5 = places[row + 5];
            int n6 = places[row + 6];
            int n7 = places[row + 7];
            for (int step = 0; step < steps; step++) {
                n0 = next(n0, keys, row);
                n1 = next(n1, keys, row + 1);
                n2 = next(n2, keys, row + 2);
                n3 = next(n3, keys, row + 3);
                n4 = next(n4, keys, row + 4);
                n5 = next(n5, keys, row + 5);
                n6 = next(n6, keys, row + 6);
                n7 = next(n7, keys, row + 7);
            }
            places[row] = n0;
            places[row + 1] = n1;
            places[row + 2] = n2;
            places[row + 3] = n3;
            places[row + 4] = n4;
            places[row + 5] = n5;
            places[row + 6] = n6;
            places[row + 7] = n7;
        }
    }

    /** Takes the moving rows some steps further. */
    private void advanceMoving(Block block, int steps) {
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
            int n0 = places[r0];
            int n1 = places[r1];
            int n2 = places[r2];
            int n3 = places[r3];
            int n4 = places[r4];
            int n5 = places[r5];
            int n6 = places[r6];
            int n7 = places[r7];
            for (int step = 0; step < steps; step++) {
                n0 = next(n0, keys, r0);
                n1 = next(n1, keys, r1);
                n2 = next(n2, keys, r2);
                n3 = next(n3, keys, r3);
                n4 = next(n4, keys, r4);
                n5 = next(n5, keys, r5);
                n6 = next(n6, keys, r6);
                n7 = next(n7, keys, r7);
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
        int key = keys[(low >>> CHILD_BITS - BLOCK_BITS & -BLOCK) + row];
        // One when the key is above the threshold.
        return low + (key(node) - key >>> SIGN);
    }
}
