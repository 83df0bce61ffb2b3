package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes rows at the thresholds of trees. */
final class Probes {
    private static final long SEED = 42;
    /** Thresholds of a column that are kept to choose from. */
    private static final int KEPT = 64;

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MIN_VALUE
    };

    private Probes() {}

    static float[] of(TreeEnsemble.Nodes nodes, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] kept = thresholds(nodes, columns, random);
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            float[] choice = kept[i % columns];
            float near = choice[random.nextInt(KEPT)];
            values[i] = switch (random.nextInt(16)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1, 2, 3, 4 -> near;
                case 5, 6, 7 -> Math.nextUp(near);
                case 8, 9, 10 -> Math.nextDown(near);
                default -> near + random.nextInt(-4, 5);
            };
        }
        return values;
    }

    /** Some thresholds of each column, each with the same chance; zeros where there are none. */
    private static float[][] thresholds(TreeEnsemble.Nodes nodes, int columns, SplittableRandom random) {
        float[][] kept = new float[columns][KEPT];
        int[] seen = new int[columns];
        for (int node = 0; node < nodes.count(); node++) {
            if (nodes.modes()[node] == BranchMode.LEAF) {
                continue;
            }
            int column = nodes.features()[node];
            int before = seen[column]++;
            if (before == 0) {
                Arrays.fill(kept[column], nodes.thresholds()[node]);
            } else {
                int slot = before < KEPT ? before : random.nextInt(before + 1);
                if (slot < KEPT) {
                    kept[column][slot] = nodes.thresholds()[node];
                }
            }
        }
        return kept;
    }
}
