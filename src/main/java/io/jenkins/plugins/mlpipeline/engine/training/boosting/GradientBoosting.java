package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ClassWeights;
import io.jenkins.plugins.mlpipeline.engine.training.learner.EarlyStop;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Encodings;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Seeds;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ValidationSplit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Gradient-boosted trees by XGBoost's histogram method, with the meaning of scikit-learn's HistGradientBoosting. */
record GradientBoosting(Hyperparameters hyperparameters) implements Learner {
    /** Training rows above which {@code early_stopping: auto} is on, as in scikit-learn. */
    private static final int MANY_ROWS = 10_000;

    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing.Learnt encoded =
                Encodings.learn(rows, labels, Preprocessing.Style.TREES, hyperparameters, context);
        Preprocessing preprocessing = encoded.preprocessing();
        RowEncoder encoder = preprocessing.over(encoded.rows());
        long seed = hyperparameters.seed(context.seed());
        BoostingTarget target = target(labels);
        boolean stops = stops(hyperparameters, labels.rows());
        boolean watches = stops && !hyperparameters.isNone("validation_fraction");
        try {
            if (!watches) {
                int[] all = IntStream.range(0, labels.rows()).toArray();
                try (XgbMatrix learnt = matrix(encoder, all, labels, target);
                        XgbMatrix sample = matrix(encoder, LeafWeight.sample(all), labels, target)) {
                    LeafWeight leaf = leaf(target, sample, LeafWeight.sample(all), labels);
                    return boost(preprocessing, target, learnt, null, leaf, stops, seed, context);
                }
            }
            ValidationSplit split = ValidationSplit.draw(labels, hyperparameters.real("validation_fraction"), seed);
            int[] sampled = LeafWeight.sample(split.learnt());
            try (XgbMatrix learnt = matrix(encoder, split.learnt(), labels, target);
                    XgbMatrix watched = matrix(encoder, split.watched(), labels, target);
                    XgbMatrix sample = matrix(encoder, sampled, labels, target)) {
                LeafWeight leaf = leaf(target, sample, sampled, labels);
                return boost(preprocessing, target, learnt, watched, leaf, stops, seed, context);
            }
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    /** What every row starts from: the log odds, the log of each label's part, or the mean. */
    private BoostingTarget target(Labels labels) {
        if (labels.task() == Task.REGRESSION) {
            return new BoostingTarget(
                    labels.task(), new float[1], null, TargetScale.of(labels), labels.mass() / labels.rows());
        }
        return BoostingTarget.ofLabels(labels.task(), labels.masses(), labels, hyperparameters);
    }

    /** Whether to stop early with so many training rows. */
    static boolean stops(Hyperparameters hyperparameters, long rows) {
        return hyperparameters.is("early_stopping", true)
                || (hyperparameters.is("early_stopping", "auto") && rows > MANY_ROWS);
    }

    private LeafWeight leaf(BoostingTarget target, XgbMatrix sample, int[] rows, Labels labels) {
        float[] weights = weights(labels.select(rows), target);
        return new LeafWeight(hyperparameters.whole("min_samples_leaf"), target, sample, weights);
    }

    /** The weights of rows; null when all are 1. */
    private static float[] weights(Labels rows, BoostingTarget target) {
        return target.weights() == null
                ? ClassWeights.perRow(rows).orElse(null)
                : ClassWeights.perRow(rows, target.weights());
    }

    private static XgbMatrix matrix(RowEncoder encoder, int[] rows, Labels all, BoostingTarget target)
            throws XGBoostError {
        Labels labels = all.select(rows);
        XgbMatrix matrix = new XgbMatrix(encoder.encode(rows), labels.rows());
        matrix.get().setLabel(target.targets(labels));
        float[] weights = weights(labels, target);
        if (weights != null) {
            matrix.get().setWeight(weights);
        }
        target.margin(matrix.get());
        return matrix;
    }

    private BoostedTrees boost(
            Preprocessing preprocessing,
            BoostingTarget target,
            XgbMatrix learnt,
            XgbMatrix watched,
            LeafWeight leaf,
            boolean stops,
            long seed,
            FitContext context)
            throws XGBoostError {
        int rounds = hyperparameters.whole("max_iter");
        DMatrix[] sets = watched == null ? new DMatrix[] {learnt.get()} : new DMatrix[] {learnt.get(), watched.get()};
        String[] names = watched == null ? new String[] {"learnt"} : new String[] {"learnt", "watched"};
        EarlyStop stop = new EarlyStop(
                stops ? hyperparameters.whole("n_iter_no_change") : Integer.MAX_VALUE,
                hyperparameters.real("tol"),
                true);
        List<LossPoint> curve = new ArrayList<>();
        Booster booster = XGBoost.train(
                learnt.get(),
                parameters(hyperparameters, target, leaf.first(), seed, context.threads()),
                0,
                Map.of(),
                null,
                null);
        for (int round = 0; round < rounds && !stop.now(); round++) {
            if (round > 0) {
                leaf.update(booster);
            }
            booster.update(learnt.get(), round);
            float[] losses = new float[sets.length];
            booster.evalSet(sets, names, round, losses);
            double watchedLoss = losses[losses.length - 1];
            LossPoint point = new LossPoint(round + 1, (double) losses[0], watched == null ? null : watchedLoss);
            curve.add(point);
            stop.loss(watchedLoss);
            context.progress().step(round + 1, rounds, point.training(), point.validation());
        }
        int kept = stops ? stop.best() : curve.size();
        return new BoostedTrees(preprocessing, target, booster, kept, List.copyOf(curve));
    }

    /** @param leastWeight of a leaf before the first tree */
    static Map<String, Object> parameters(
            Hyperparameters hyperparameters, BoostingTarget target, double leastWeight, long seed, int threads) {
        boolean softmax = target.task() == Task.MULTICLASS;
        // XGBoost's second derivative of the softmax is 2 p (1 - p), scikit-learn's p (1 - p).
        double twice = softmax ? 2 : 1;
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("objective", target.objective());
        parameters.put("eval_metric", target.loss());
        if (softmax) {
            parameters.put("num_class", target.outputs());
        }
        parameters.put("tree_method", "hist");
        parameters.put("grow_policy", "lossguide");
        parameters.put("base_score", target.baseScore());
        parameters.put("eta", twice * hyperparameters.real("learning_rate"));
        parameters.put("max_leaves", hyperparameters.wholeOr("max_leaf_nodes", 0));
        parameters.put("max_depth", hyperparameters.wholeOr("max_depth", 0));
        parameters.put(LeafWeight.PARAMETER, leastWeight);
        parameters.put("lambda", twice * hyperparameters.real("l2_regularization"));
        parameters.put("colsample_bynode", hyperparameters.real("max_features"));
        parameters.put("max_bin", hyperparameters.whole("max_bins"));
        parameters.put("seed", Seeds.narrow(seed));
        parameters.put("nthread", threads);
        parameters.put("verbosity", 0);
        return parameters;
    }
}
