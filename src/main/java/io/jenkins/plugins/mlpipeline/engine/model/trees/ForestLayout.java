package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.nio.FloatBuffer;

/**
 * The arrays of a {@link Forest}.
 *
 * @param nodes see there; their keys are narrow
 * @param narrow what makes keys narrow, by column
 * @param roots position of each tree's root
 * @param deepest depth of each tree
 * @param columns features that are asked about at least: one past the greatest
 * @param high whether some node wants {@code NaN} above its threshold
 * @param low whether some node wants it below
 * @param outputs number of outputs
 * @param single what each node adds when there is one output; empty when there are more
 * @param first position in {@code weights} of the first number of each node, and one past the last of the one before; empty
 *     when there is one output
 * @param targets output of each weight
 * @param weights what leaves add
 */
record ForestLayout(
        long[] nodes,
        NarrowKeys[] narrow,
        int[] roots,
        int[] deepest,
        int columns,
        boolean high,
        boolean low,
        int outputs,
        float[] single,
        int[] first,
        int[] targets,
        float[] weights) {
    int trees() {
        return roots.length;
    }

    int deepest(int tree) {
        return deepest[tree];
    }

    /** Keys of a row: with {@code NaN} on top, at the bottom, or first the one and then the other. */
    int keyColumns() {
        return narrow.length;
    }

    /** The column of a feature's key for nodes that want {@code NaN} below or above. */
    static int keyColumn(int feature, boolean missingBelow, int columns, boolean both) {
        return both && missingBelow ? columns + feature : feature;
    }

    /**
     * Turns features into keys.
     *
     * @param values row-major features, from some position on
     * @param keys filled column by column, each of {@value Forest#BLOCK} rows, of which the first ones are set
     */
    void keys(FloatBuffer values, int from, int width, int rows, int[] keys) {
        int missing = high ? FloatKeys.TOP : FloatKeys.BOTTOM;
        float[] features = new float[columns];
        for (int row = 0; row < rows; row++) {
            values.get(from + row * width, features);
            for (int column = 0; column < columns; column++) {
                float value = features[column];
                keys[column * Forest.BLOCK + row] = Float.isNaN(value) ? missing : FloatKeys.of(value);
            }
        }
        if (high && low) {
            for (int i = 0; i < columns * Forest.BLOCK; i++) {
                keys[columns * Forest.BLOCK + i] = keys[i] == FloatKeys.TOP ? FloatKeys.BOTTOM : keys[i];
            }
        }
        for (int column = 0; column < keyColumns(); column++) {
            narrow[column].narrow(keys, column * Forest.BLOCK, rows);
        }
    }

    /**
     * Adds what the leaves say in which rows ended.
     *
     * @param mask bits of an end that are the position of the leaf
     */
    void add(int[] ends, int mask, int rows, float[] sums, int from) {
        if (outputs == 1) {
            for (int row = 0; row < rows; row++) {
                sums[from + row] += single[ends[row] & mask];
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            int base = from + row * outputs;
            int leaf = ends[row] & mask;
            for (int i = first[leaf]; i < first[leaf + 1]; i++) {
                sums[base + targets[i]] += weights[i];
            }
        }
    }
}
