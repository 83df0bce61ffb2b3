package io.jenkins.plugins.mlpipeline.engine.training.forest;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Encodings;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A forest of randomised trees (Breiman 2001), with the meaning of scikit-learn's RandomForest: each tree sees a bootstrap
 * sample of the rows and each split a random part of the features; the forest's answer is the mean of its trees' leaves.
 *
 * <p>Own, and not XGBoost's forest mode: that has no bootstrap, needs a forest for each of three or more labels, and counts
 * every feature at every split, of which only the drawn ones are looked at.
 */
record RandomForest(Hyperparameters hyperparameters) implements Learner {
    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing.Learnt encoded =
                Encodings.learn(rows, labels, Preprocessing.Style.TREES, hyperparameters, context);
        Preprocessing preprocessing = encoded.preprocessing();
        TargetScale scale = labels.task() == Task.REGRESSION ? TargetScale.of(labels) : null;
        ForestTarget target = target(labels, scale);
        BinnedFeatures features =
                BinnedFeatures.of(preprocessing.over(encoded.rows()).encode(), rows.rows());
        ForestSettings settings = settings(features.features(), rows.rows());
        SplittableRandom seeds = new SplittableRandom(hyperparameters.seed(context.seed()));
        long[] treeSeeds = seeds.longs(settings.trees()).toArray();
        List<Tree> trees = Parallel.map(
                settings.trees(),
                context.threads(),
                t -> TreeGrower.grow(features, target, settings, new SplittableRandom(treeSeeds[t])),
                done -> context.progress().step(done, settings.trees(), null, null));
        return new VotingTrees(preprocessing, labels.task(), trees, target.width(), scale);
    }

    private ForestTarget target(Labels labels, TargetScale scale) {
        if (scale != null) {
            float[] weights = ClassWeights.perRow(labels).orElseGet(() -> {
                float[] same = new float[labels.rows()];
                Arrays.fill(same, 1);
                return same;
            });
            double variance = (double) scale.deviation() * scale.deviation();
            return new ForestTarget(1, scale.standardise(labels.values()), null, weights, variance);
        }
        float[] weights = ClassWeights.perRow(labels, ClassWeights.of(labels, hyperparameters));
        if (labels.task() == Task.MULTICLASS) {
            return new ForestTarget(labels.names().size(), null, labels.codes(), weights, 1);
        }
        float[] second = new float[labels.rows()];
        for (int i = 0; i < second.length; i++) {
            second[i] = labels.codes()[i];
        }
        return new ForestTarget(1, second, null, weights, 2);
    }

    private ForestSettings settings(int features, int rows) {
        return new ForestSettings(
                hyperparameters.whole("n_estimators"),
                draws(rows),
                featuresOfSplit(features),
                hyperparameters.wholeOr("max_depth", Integer.MAX_VALUE),
                hyperparameters.wholeOr("max_leaf_nodes", Integer.MAX_VALUE),
                hyperparameters.whole("min_samples_split"),
                hyperparameters.whole("min_samples_leaf"),
                hyperparameters.real("min_impurity_decrease"));
    }

    private int draws(int rows) {
        if (!hyperparameters.flag("bootstrap")) {
            return 0;
        }
        Object most = hyperparameters.get("max_samples");
        if (most instanceof Integer number) {
            return Math.min(rows, number);
        }
        return most instanceof Double part ? (int) Math.max(1, Math.round(rows * part)) : rows;
    }

    /** Number of features that a split may use, as scikit-learn counts them: rounded down, at least 1. */
    private int featuresOfSplit(int features) {
        Object most = hyperparameters.get("max_features");
        double count;
        if (most instanceof Integer number) {
            count = number;
        } else if (most instanceof Double part) {
            count = part * features;
        } else {
            count = switch ((String) most) {
                case "sqrt" -> Math.sqrt(features);
                case "log2" -> Math.log(features) / Math.log(2);
                default -> features;
            };
        }
        return (int) Math.max(1, Math.min(features, count));
    }
}
