package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.model.booster.UbJson;
import io.jenkins.plugins.mlpipeline.engine.model.booster.XgboostTrees;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
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
        return XgboostTrees.of(document, most);
    }
}
