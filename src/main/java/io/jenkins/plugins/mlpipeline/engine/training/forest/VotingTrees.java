package io.jenkins.plugins.mlpipeline.engine.training.forest;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphOutputs;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.TreeEnsembleNode;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A forest.
 *
 * @param trees their sum is the share of the second of two labels, the shares of three or more, or the standardised value
 * @param outputs number of numbers that they give: 1, or the number of labels when there are three or more
 * @param scale of a regression's values; null for labels
 */
record VotingTrees(Preprocessing preprocessing, Task task, List<Tree> trees, int outputs, TargetScale scale)
        implements FittedModel {
    /** Nodes of a part: ONNX Runtime takes some 450 bytes a node while it loads a forest. */
    static final int PART_NODES = 200_000;

    @Override
    public float[][] predict(Table rows) {
        return preprocessing.over(rows).answer(this::predict);
    }

    private float[][] predict(float[] features, int rows) {
        int width = preprocessing.width();
        double[][] sums = new double[rows][outputs];
        // Tree by tree, so that each stays in the processor's cache.
        for (Tree tree : trees) {
            for (int i = 0; i < rows; i++) {
                tree.add(features, i * width, sums[i]);
            }
        }
        return Arrays.stream(sums).map(this::answer).toArray(float[][]::new);
    }

    private float[] answer(double[] sums) {
        return switch (task) {
            case BINARY -> {
                float second = (float) Math.min(1, sums[0]);
                yield new float[] {1 - second, second};
            }
            case MULTICLASS -> {
                float[] shares = new float[sums.length];
                for (int k = 0; k < shares.length; k++) {
                    shares[k] = (float) sums[k];
                }
                yield shares;
            }
            case REGRESSION -> new float[] {scale.restore((float) sums[0])};
        };
    }

    @Override
    public String write(GraphBuilder graph, String features) {
        String votes = TreeEnsembleNode.write(graph, features, trees, outputs, new float[outputs]);
        return switch (task) {
            case BINARY -> GraphOutputs.pair(graph, GraphOutputs.clip(graph, votes));
            case MULTICLASS -> votes;
            case REGRESSION -> scale.write(graph, votes);
        };
    }

    @Override
    public List<FittedModel> parts() {
        List<FittedModel> parts = new ArrayList<>();
        int first = 0;
        int nodes = 0;
        for (int t = 0; t < trees.size(); t++) {
            int more = trees.get(t).size();
            if (t > first && nodes + more > PART_NODES) {
                parts.add(part(first, t));
                first = t;
                nodes = 0;
            }
            nodes += more;
        }
        parts.add(part(first, trees.size()));
        return parts;
    }

    private VotingTrees part(int from, int to) {
        return new VotingTrees(preprocessing, task, trees.subList(from, to), outputs, scale);
    }

    @Override
    public List<LossPoint> curve() {
        return List.of();
    }

    @Override
    public void close() {
        // Holds no native memory.
    }
}
