package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A forest of randomised trees by XGBoost, with the meaning of scikit-learn's RandomForest.
 *
 * <p>Each tree fits 0/1 targets by least squares, which splits by the Gini impurity and makes a leaf's value the part of
 * its rows that have the label; a forest averages its trees. Two labels take one forest; more take one for each label,
 * whose answers are divided by their sum.
 */
record RandomForest(Hyperparameters hyperparameters) implements Learner {
    /** The part of the rows that are in a bootstrap sample of the same size: 1 - 1/e. */
    private static final double BOOTSTRAP_PART = 0.632;

    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing preprocessing = Preprocessing.learn(rows, Preprocessing.Style.TREES);
        boolean regression = labels.task() == Task.REGRESSION;
        TargetScale scale = regression ? TargetScale.of(labels.values()) : null;
        int forests = labels.task() == Task.MULTICLASS ? labels.names().size() : 1;
        List<Booster> boosters = new ArrayList<>();
        try (XgbMatrix matrix = new XgbMatrix(preprocessing.over(rows).encode(), rows.rows())) {
            if (!regression) {
                matrix.get().setWeight(weights(labels));
            }
            for (int forest = 0; forest < forests; forest++) {
                matrix.get()
                        .setLabel(
                                regression
                                        ? scale.standardise(labels.values())
                                        : indicator(labels.codes(), forests == 1 ? 1 : forest));
                boosters.add(XGBoost.train(
                        matrix.get(), parameters(preprocessing.width(), context), 1, Map.of(), null, null));
                context.progress().step(forest + 1, forests, null, null);
            }
            return new VotingTrees(preprocessing, labels.task(), List.copyOf(boosters), scale);
        } catch (XGBoostError e) {
            boosters.forEach(Booster::dispose);
            throw new TreeFailure(e);
        }
    }

    private static float[] indicator(int[] codes, int wanted) {
        float[] indicator = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            indicator[i] = codes[i] == wanted ? 1 : 0;
        }
        return indicator;
    }

    /** Scaled so that the lightest row weighs 1: then {@code min_samples_leaf} 1 forbids no split. */
    private float[] weights(Labels labels) {
        double[] weights = ClassWeights.of(labels, hyperparameters);
        double lightest = Arrays.stream(weights).filter(w -> w > 0).min().orElse(1);
        return ClassWeights.perRow(
                labels.codes(), Arrays.stream(weights).map(w -> w / lightest).toArray());
    }

    private Map<String, Object> parameters(int features, FitContext context) {
        int leaves = hyperparameters.wholeOr("max_leaf_nodes", 0);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("objective", "reg:squarederror");
        parameters.put("tree_method", "hist");
        parameters.put("grow_policy", leaves > 0 ? "lossguide" : "depthwise");
        parameters.put("base_score", 0);
        parameters.put("eta", 1);
        parameters.put("lambda", 0);
        parameters.put("num_parallel_tree", hyperparameters.whole("n_estimators"));
        parameters.put("max_leaves", leaves);
        parameters.put("max_depth", hyperparameters.wholeOr("max_depth", 0));
        parameters.put("min_child_weight", hyperparameters.whole("min_samples_leaf"));
        parameters.put("subsample", part());
        parameters.put("colsample_bynode", (double) featuresOfSplit(features) / features);
        parameters.put("seed", XgbParameters.seed(hyperparameters.seed(context.seed())));
        parameters.put("nthread", context.threads());
        parameters.put("verbosity", 0);
        return parameters;
    }

    private double part() {
        if (!hyperparameters.flag("bootstrap")) {
            return 1;
        }
        return hyperparameters.isNone("max_samples")
                ? BOOTSTRAP_PART
                : 1 - Math.exp(-hyperparameters.real("max_samples"));
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
