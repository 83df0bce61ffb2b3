package io.jenkins.plugins.mlpipeline.engine.validation;

import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.floats;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.integer;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.integers;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A regressor of made-up trees that branch at random down to some depth, and rows near their thresholds. */
final class RandomTrees {
    private static final int TREES = 12;
    private static final int COLUMNS = 5;
    private static final int ROWS = 700;
    private static final String[] MODES = {"BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT"};

    private final SplittableRandom random;
    private final float size;
    private final List<Long> trees = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Long> whenTrue = new ArrayList<>();
    private final List<Long> whenFalse = new ArrayList<>();
    private final List<Long> missing = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafIds = new ArrayList<>();
    private final List<Float> weights = new ArrayList<>();
    private int nextId;

    /**
     * @param depth of the deepest trees
     * @param size of the thresholds; 0 for any
     */
    RandomTrees(int depth, float size, int seed) {
        this.random = new SplittableRandom(seed);
        this.size = size;
        for (int tree = 0; tree < TREES; tree++) {
            nextId = 0;
            node(tree, depth - tree % 2, true);
        }
    }

    private float threshold() {
        float value = size > 0
                ? (float) random.nextDouble(-size, size)
                : Float.intBitsToFloat(random.nextInt() & ~(1 << 23) | 1 << 22);
        return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
    }

    /** Adds a node and all below it; answers its id. Beside one long way, half of the branches end early. */
    private long node(long tree, int depth, boolean goesOn) {
        long id = nextId++;
        int at = ids.size();
        boolean leaf = depth <= 0 || !goesOn && random.nextBoolean();
        trees.add(tree);
        ids.add(id);
        features.add(leaf ? 0L : random.nextLong(COLUMNS));
        thresholds.add(leaf ? 0f : threshold());
        modes.add(leaf ? "LEAF" : MODES[random.nextInt(MODES.length)]);
        missing.add(leaf ? 0L : random.nextLong(2));
        whenTrue.add(0L);
        whenFalse.add(0L);
        if (leaf) {
            leafTrees.add(tree);
            leafIds.add(id);
            weights.add((float) random.nextInt(-64, 64));
        } else {
            boolean left = random.nextBoolean();
            whenTrue.set(at, node(tree, depth - 1, goesOn && left));
            whenFalse.set(at, node(tree, depth - 1, goesOn && !left));
        }
        return id;
    }

    Path write(Path folder) throws IOException {
        return SmallGraph.treeRegressor(
                folder,
                COLUMNS,
                List.of(
                        integer("n_targets", 1),
                        integers("nodes_treeids", longs(trees)),
                        integers("nodes_nodeids", longs(ids)),
                        integers("nodes_featureids", longs(features)),
                        floats("nodes_values", singles(thresholds)),
                        integers("nodes_truenodeids", longs(whenTrue)),
                        integers("nodes_falsenodeids", longs(whenFalse)),
                        integers("nodes_missing_value_tracks_true", longs(missing)),
                        texts("nodes_modes", modes.toArray(String[]::new)),
                        integers("target_treeids", longs(leafTrees)),
                        integers("target_nodeids", longs(leafIds)),
                        integers("target_ids", new long[leafIds.size()]),
                        floats("target_weights", singles(weights))));
    }

    Path rows(Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("a,b,c,d,e,y\n");
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                rows.append(cell()).append(',');
            }
            rows.append("1\n");
        }
        return Files.writeString(folder.resolve("rows.csv"), rows);
    }

    private String cell() {
        float near = thresholds.get(random.nextInt(thresholds.size()));
        float value =
                switch (random.nextInt(6)) {
                    case 0 -> near;
                    case 1 -> Math.nextUp(near);
                    case 2 -> Math.nextDown(near);
                    case 3 -> Float.NaN;
                    default -> threshold();
                };
        return Float.isFinite(value) ? Float.toString(value) : "NA";
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] singles(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
