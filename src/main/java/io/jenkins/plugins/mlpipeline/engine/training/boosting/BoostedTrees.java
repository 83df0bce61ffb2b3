package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.TreeEnsembleNode;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A boosted model.
 *
 * @param rounds how many rounds of the booster count, from the first
 */
public record BoostedTrees(
        Preprocessing preprocessing, BoostingTarget target, Booster booster, int rounds, List<LossPoint> curve)
        implements FittedModel {

    @Override
    public float[][] predict(Table rows) {
        try (XgbMatrix matrix = new XgbMatrix(preprocessing.over(rows).encode(), rows.rows())) {
            target.margin(matrix.get());
            float[][] predicted = booster.predict(matrix.get(), false, rounds);
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] = switch (target.task()) {
                    case BINARY -> new float[] {1 - predicted[i][0], predicted[i][0]};
                    case MULTICLASS -> predicted[i];
                    case REGRESSION -> new float[] {target.scale().restore(predicted[i][0])};
                };
            }
            return predicted;
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    @Override
    public String write(GraphBuilder graph, String features) {
        String scores = TreeEnsembleNode.write(graph, features, trees(), target.outputs(), target.start());
        return switch (target.task()) {
            case BINARY -> GraphOutputs.logistic(graph, scores);
            case MULTICLASS -> GraphOutputs.softmax(graph, scores);
            case REGRESSION -> target.scale().write(graph, scores);
        };
    }

    private List<Tree> trees() {
        try {
            return BoosterTrees.of(booster, rounds * target.outputs());
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
