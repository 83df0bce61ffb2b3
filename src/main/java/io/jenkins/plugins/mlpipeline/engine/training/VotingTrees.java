package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.Tree;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.TreeEnsembleNode;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A forest.
 *
 * @param boosters one whose score is the vote for the second label or the standardised value; with three or more labels
 *     one for each
 * @param scale of a regression's values; null for labels
 */
record VotingTrees(Preprocessing preprocessing, Task task, List<Booster> boosters, TargetScale scale)
        implements FittedModel {
    /** Smaller than any vote that a tree can give. */
    private static final float LEAST_VOTE = 1e-9f;

    @Override
    public float[][] predict(Table rows) {
        try (XgbMatrix matrix = new XgbMatrix(preprocessing.over(rows).encode(), rows.rows())) {
            float[][] votes = new float[rows.rows()][boosters.size()];
            for (int k = 0; k < boosters.size(); k++) {
                float[][] vote = boosters.get(k).predict(matrix.get());
                for (int i = 0; i < votes.length; i++) {
                    votes[i][k] = vote[i][0];
                }
            }
            for (int i = 0; i < votes.length; i++) {
                votes[i] = switch (task) {
                    case BINARY -> {
                        float second = clip(votes[i][0]);
                        yield new float[] {1 - second, second};
                    }
                    case MULTICLASS -> shares(votes[i]);
                    case REGRESSION -> new float[] {scale.restore(votes[i][0])};
                };
            }
            return votes;
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    private static float clip(float vote) {
        return Math.max(0, Math.min(1, vote));
    }

    private static float[] shares(float[] votes) {
        float[] shares = new float[votes.length];
        float sum = 0;
        for (int k = 0; k < votes.length; k++) {
            shares[k] = clip(votes[k]) + LEAST_VOTE;
            sum += shares[k];
        }
        for (int k = 0; k < votes.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }

    @Override
    public String write(GraphBuilder graph, String features) {
        String votes = TreeEnsembleNode.write(graph, features, trees(), boosters.size(), new float[boosters.size()]);
        return switch (task) {
            case BINARY -> Outputs.pair(graph, Outputs.clip(graph, votes));
            case MULTICLASS -> Outputs.shares(graph, votes, LEAST_VOTE);
            case REGRESSION -> scale.write(graph, votes);
        };
    }

    private List<Tree> trees() {
        try {
            List<Tree> trees = new ArrayList<>();
            for (int k = 0; k < boosters.size(); k++) {
                for (Tree tree : BoosterTrees.of(boosters.get(k), Integer.MAX_VALUE)) {
                    trees.add(tree.to(k));
                }
            }
            return trees;
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    @Override
    public List<LossPoint> curve() {
        return List.of();
    }

    @Override
    public void close() {
        boosters.forEach(Booster::dispose);
    }
}
