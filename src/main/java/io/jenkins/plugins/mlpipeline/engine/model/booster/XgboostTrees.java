package io.jenkins.plugins.mlpipeline.engine.model.booster;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the trees out of an XGBoost model, bit for bit. */
public final class XgboostTrees {
    private XgboostTrees() {}

    /**
     * The trees of a model without categorical splits and with one number in each leaf.
     *
     * @param document the model as {@link UbJson} or {@link BoosterJson} reads it
     * @param most how many trees to take, from the first
     */
    public static List<Tree> of(Map<?, ?> document, int most) {
        Map<?, ?> model = Values.object(document, "learner", "gradient_booster", "model");
        int[] outputs = Values.ints(model, "tree_info");
        List<?> trees = Values.list(model, "trees");
        if (outputs.length != trees.size()) {
            throw new Unreadable("has " + trees.size() + " trees, and says of " + outputs.length
                    + " what they are for. Save the model again.");
        }
        List<Tree> result = new ArrayList<>();
        for (int t = 0; t < Math.min(most, outputs.length); t++) {
            if (!(trees.get(t) instanceof Map<?, ?> tree)) {
                throw new Unreadable("has a tree in it that is none. Save the model again.");
            }
            result.add(tree(tree, outputs[t]));
        }
        return result;
    }

    private static Tree tree(Map<?, ?> tree, int output) {
        int[] defaultLeft = Values.ints(tree, "default_left");
        boolean[] missingLeft = new boolean[defaultLeft.length];
        for (int n = 0; n < missingLeft.length; n++) {
            missingLeft[n] = defaultLeft[n] != 0;
        }
        float[] conditions = Values.floats(tree, "split_conditions");
        return new Tree(
                output,
                1,
                Values.ints(tree, "left_children"),
                Values.ints(tree, "right_children"),
                Values.ints(tree, "split_indices"),
                conditions,
                missingLeft,
                conditions);
    }
}
