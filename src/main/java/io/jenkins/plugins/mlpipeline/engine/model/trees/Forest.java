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
 * so that both stay in the caches.
 *
 * <p>Sums are float32 and in the order of the trees, as in ONNX Runtime. Immutable; for several threads at once.
 */
final class Forest {
    /** Rows that go through all trees before the next. */
    static final int BLOCK = 256;

    /** Rows that go through a tree at once. */
    static final int LANES = 8;

    private static final long CHILD = 0xFFFFFFFFL;
    private static final int SIGN = 63;

    private final ForestLayout layout;
    private final long[] nodes;
    private final int childBits;
    private final long childMask;
    private final long featureMask;

    Forest(ForestLayout layout) {
        this.layout = layout;
        this.nodes = layout.nodes();
        this.childBits = layout.childBits();
        this.childMask = (1L << childBits) - 1;
        this.featureMask = CHILD >>> childBits;
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
        int stride = layout.keyColumns();
        int[] keys = new int[BLOCK * stride];
        int[] ends = new int[BLOCK];
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            layout.keys(values, from * width, width, count, keys);
            for (int tree = 0; tree < layout.trees(); tree++) {
                descend(tree, keys, stride, count, ends);
                layout.add(ends, count, sums, from * layout.outputs());
            }
        }
    }

    /** Finds the leaf of each row; what stands behind the last row in its group of lanes is computed and not used. */
    private void descend(int tree, int[] keys, int stride, int count, int[] ends) {
        long root = layout.root(tree);
        int sure = layout.shallowest(tree);
        for (int row = 0; row < count; row += LANES) {
            int k0 = row * stride;
            int k1 = k0 + stride;
            int k2 = k1 + stride;
            int k3 = k2 + stride;
            int k4 = k3 + stride;
            int k5 = k4 + stride;
            int k6 = k5 + stride;
            int k7 = k6 + stride;
            int n0 = (int) root;
            int n1 = n0;
            int n2 = n0;
            int n3 = n0;
            int n4 = n0;
            int n5 = n0;
            int n6 = n0;
            int n7 = n0;
            for (int level = 0; level < sure; level++) {
                n0 = next(nodes[n0], keys, k0);
                n1 = next(nodes[n1], keys, k1);
                n2 = next(nodes[n2], keys, k2);
                n3 = next(nodes[n3], keys, k3);
                n4 = next(nodes[n4], keys, k4);
                n5 = next(nodes[n5], keys, k5);
                n6 = next(nodes[n6], keys, k6);
                n7 = next(nodes[n7], keys, k7);
            }
            int moved;
            do {
                int m0 = next(nodes[n0], keys, k0);
                int m1 = next(nodes[n1], keys, k1);
                int m2 = next(nodes[n2], keys, k2);
                int m3 = next(nodes[n3], keys, k3);
                int m4 = next(nodes[n4], keys, k4);
                int m5 = next(nodes[n5], keys, k5);
                int m6 = next(nodes[n6], keys, k6);
                int m7 = next(nodes[n7], keys, k7);
                moved = (m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3) | (m4 ^ n4) | (m5 ^ n5) | (m6 ^ n6) | (m7 ^ n7);
                n0 = m0;
                n1 = m1;
                n2 = m2;
                n3 = m3;
                n4 = m4;
                n5 = m5;
                n6 = m6;
                n7 = m7;
            } while (moved != 0);
            ends[row] = n0;
            ends[row + 1] = n1;
            ends[row + 2] = n2;
            ends[row + 3] = n3;
            ends[row + 4] = n4;
            ends[row + 5] = n5;
            ends[row + 6] = n6;
            ends[row + 7] = n7;
        }
    }

    private int next(long node, int[] keys, int row) {
        long key = keys[row + (int) (node >>> childBits & featureMask)];
        // One when the key is above the threshold.
        return (int) ((node & childMask) + ((node >> Integer.SIZE) - key >>> SIGN));
    }
}
