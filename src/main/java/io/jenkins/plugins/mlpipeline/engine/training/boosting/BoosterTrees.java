package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Takes the trees out of an XGBoost model, bit for bit. */
final class BoosterTrees {
    private BoosterTrees() {}

    /**
     * The trees of a model without categorical splits and with one number in each leaf.
     *
     * @param most how many trees to take, from the first
     */
    static List<Tree> of(Booster booster, int most) throws XGBoostError {
        Map<?, ?> document = (Map<?, ?>) UbJson.parse(booster.toByteArray("ubj"));
        Map<?, ?> model = object(object(object(document, "learner"), "gradient_booster"), "model");
        // The output of each tree; the only list that XGBoost writes without a declared type.
        List<?> outputs = (List<?>) model.get("tree_info");
        List<?> trees = (List<?>) model.get("trees");
        List<Tree> result = new ArrayList<>();
        for (int t = 0; t < Math.min(most, trees.size()); t++) {
            result.add(tree((Map<?, ?>) trees.get(t), Math.toIntExact((Long) outputs.get(t))));
        }
        return result;
    }

    private static Tree tree(Map<?, ?> tree, int output) {
        byte[] defaultLeft = (byte[]) tree.get("default_left");
        boolean[] missingLeft = new boolean[defaultLeft.length];
        for (int n = 0; n < missingLeft.length; n++) {
            missingLeft[n] = defaultLeft[n] != 0;
        }
        float[] conditions = (float[]) tree.get("split_conditions");
        return new Tree(
                output,
                1,
                (int[]) tree.get("left_children"),
                (int[]) tree.get("right_children"),
                (int[]) tree.get("split_indices"),
                conditions,
                missingLeft,
                conditions);
    }

    private static Map<?, ?> object(Map<?, ?> parent, String key) {
        return (Map<?, ?>) parent.get(key);
    }
}
