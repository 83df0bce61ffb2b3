package io.jenkins.plugins.mlpipeline.engine.training.forest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomForestTest {
    private static final int ROWS = 500;
    private static final int FEATURES = 4;
    private static final ForestSettings ALL = settings(Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 1, 0);

    private final float[] matrix = new float[ROWS * FEATURES];
    private final float[] second = new float[ROWS];

    RandomForestTest() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextDouble();
        }
        for (int i = 0; i < ROWS; i++) {
            second[i] = matrix[i * FEATURES] + random.nextDouble(-0.3, 0.3) > 0.5 ? 1 : 0;
        }
    }

    private static ForestSettings settings(int maxDepth, int maxLeaves, int minSplit, int minLeaf, double minDecrease) {
        return new ForestSettings(1, 0, FEATURES, maxDepth, maxLeaves, minSplit, minLeaf, minDecrease);
    }

    private Tree tree(ForestSettings settings) {
        float[] even = new float[ROWS];
        Arrays.fill(even, 1);
        ForestTarget target = new ForestTarget(1, second, null, even, 2);
        return TreeGrower.grow(BinnedFeatures.of(matrix, ROWS), target, settings, new SplittableRandom(1));
    }

    /** Rows in each node. */
    private int[] rowsOf(Tree tree) {
        int[] rows = new int[tree.size()];
        for (int i = 0; i < ROWS; i++) {
            int node = 0;
            rows[0]++;
            while (tree.left()[node] >= 0) {
                float value = matrix[i * FEATURES + tree.feature()[node]];
                boolean left = Float.isNaN(value) ? tree.missingLeft()[node] : value < tree.threshold()[node];
                node = left ? tree.left()[node] : tree.right()[node];
                rows[node]++;
            }
        }
        return rows;
    }

    private static int leaves(Tree tree) {
        return (int) Arrays.stream(tree.left()).filter(child -> child < 0).count();
    }

    private static int depth(Tree tree, int node) {
        return tree.left()[node] < 0
                ? 0
                : 1 + Math.max(depth(tree, tree.left()[node]), depth(tree, tree.right()[node]));
    }

    @Test
    void fullTreeKnowsEveryRowThatItSaw() {
        Tree tree = tree(ALL);

        for (int i = 0; i < ROWS; i++) {
            double[] answer = new double[1];
            tree.add(matrix, i * FEATURES, answer);
            assertThat(answer[0]).isEqualTo(second[i]);
        }
    }

    @Test
    void limitsAreKept() {
        assertThat(depth(tree(settings(3, Integer.MAX_VALUE, 2, 1, 0)), 0)).isEqualTo(3);
        assertThat(leaves(tree(settings(Integer.MAX_VALUE, 7, 2, 1, 0)))).isEqualTo(7);
        Tree wide = tree(settings(Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 20, 0));
        int[] rows = rowsOf(wide);
        for (int n = 0; n < wide.size(); n++) {
            assertThat(rows[n]).isGreaterThanOrEqualTo(20);
        }
        Tree late = tree(settings(Integer.MAX_VALUE, Integer.MAX_VALUE, 50, 1, 0));
        rows = rowsOf(late);
        for (int n = 0; n < late.size(); n++) {
            assertThat(late.left()[n] >= 0 && rows[n] < 50).isFalse();
        }
    }

    @Test
    void splitsThatGainTooLittleAreLeft() {
        int all = leaves(tree(ALL));
        int some = leaves(tree(settings(Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 1, 0.005)));

        assertThat(some).isBetween(2, all / 4);
        assertThat(leaves(tree(settings(Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 1, 1))))
                .isOne();
    }

    @Test
    void mostGainfulSplitsComeFirstWhenLeavesAreScarce() {
        Tree stump = tree(settings(Integer.MAX_VALUE, 2, 2, 1, 0));

        assertThat(stump.feature()[0]).isZero();
        assertThat(stump.threshold()[0]).isBetween(0.4f, 0.6f);
    }

    @Test
    void treesDoNotDependOnTheNumberOfThreads() {
        assertThat(Parallel.map(20, 1, i -> i * i, done -> {})).isEqualTo(Parallel.map(20, 3, i -> i * i, done -> {}));
    }
}
